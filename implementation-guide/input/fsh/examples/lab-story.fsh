// One story from end to end: a critical potassium becomes a task and a text message.

Instance: example-patient
InstanceOf: PharmacyPatient
Usage: #example
Title: "A patient"
* identifier.type = http://terminology.hl7.org/CodeSystem/v2-0203#MR
* identifier.system = "https://mortar.dev/fhir/sid/sample-mrn"
* identifier.value = "EX-1001"
* name.use = #official
* name.family = "Zoë-Test"
* name.given = "Ágnes"
* gender = #female
* birthDate = "1948-03-14"
* telecom[+].system = #phone
* telecom[=].use = #mobile
* telecom[=].value = "+13125550100"
* telecom[=].rank = 1
* telecom[+].system = #email
* telecom[=].value = "agnes@example.org"
* communication.language = urn:ietf:bcp:47#en
* communication.preferred = true
* extension[contactWindow].extension[start].valueTime = "10:00:00"
* extension[contactWindow].extension[end].valueTime = "18:00:00"
* extension[contactWindow].extension[day][+].valueCode = #mon
* extension[contactWindow].extension[day][+].valueCode = #thu
* extension[timeZone].valueCode = #America/New_York
* extension[HomeLocation].valueReference = Reference(example-location)

Instance: example-potassium
InstanceOf: LabResult
Usage: #example
Title: "A critical potassium"
* status = #final
* category[laboratory] = $ObservationCategory#laboratory
* code = $Loinc#2823-3 "Potassium [Moles/volume] in Serum or Plasma"
* subject = Reference(example-patient)
* effectiveDateTime = "2026-01-15T08:10:00-05:00"
* issued = "2026-01-15T08:55:00-05:00"
* valueQuantity = 6.8 'mmol/L'
* interpretation = http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation#HH
* referenceRange.low = 3.5 'mmol/L'
* referenceRange.high = 5.1 'mmol/L'
* performer.display = "Sample laboratory"
* extension[V2Value].extension[path].valueString = "OBX-18.1"
* extension[V2Value].extension[value].valueString = "ANALYZER-4"

Instance: example-provenance
InstanceOf: MessageProvenance
Usage: #example
Title: "Where the potassium came from"
* target[+] = Reference(example-patient)
* target[+] = Reference(example-potassium)
* recorded = "2026-01-15T08:55:02-05:00"
* agent.who.display = "Sample laboratory"
* entity[inbox].role = #source
* entity[inbox].what.identifier.value = "1042"
* entity[controlId].role = #source
* entity[controlId].what.identifier.value = "LAB0000917"

Instance: example-task
InstanceOf: FollowupTask
Usage: #example
Title: "The task about the potassium"
* identifier.system = "https://mortar.dev/fhir/sid/rule-task"
* identifier.value = "critical-lab/example-potassium"
* status = #requested
* businessStatus = TaskBusinessStatus#open
* intent = #order
* priority = #stat
* code = TaskCode#critical-lab
* description = "Potassium 6.8 mmol/L: call the patient and the prescriber today."
* focus = Reference(example-potassium)
* for = Reference(example-patient)
* authoredOn = "2026-01-15T08:55:03-05:00"
* restriction.period.end = "2026-01-15T09:55:03-05:00"
* reasonCode = TaskCode#critical-lab
* reasonReference = Reference(example-potassium)
* owner = Reference(example-pharmacist)
* extension[assignmentExplanation].valueString = "On duty at the patient's pharmacy, with the fewest open tasks."
* extension[priorityScore].extension[score].valueDecimal = 65
* extension[priorityScore].extension[method].valueCode = #rules
* extension[priorityScore].extension[version].valueString = "1"
* extension[priorityScore].extension[computedAt].valueDateTime = "2026-01-15T08:55:03-05:00"
* extension[priorityScore].extension[factor][+].extension[code].valueCode = #critical-lab
* extension[priorityScore].extension[factor][=].extension[label].valueString = "Potassium 6.8 mmol/L, critical (limit 6.2)"
* extension[priorityScore].extension[factor][=].extension[points].valueDecimal = 40
* extension[priorityScore].extension[factor][+].extension[code].valueCode = #patient-risk
* extension[priorityScore].extension[factor][=].extension[label].valueString = "LACE index 12"
* extension[priorityScore].extension[factor][=].extension[points].valueDecimal = 15
* extension[priorityScore].extension[factor][+].extension[code].valueCode = #vulnerability
* extension[priorityScore].extension[factor][=].extension[label].valueString = "77 years old, eGFR 24"
* extension[priorityScore].extension[factor][=].extension[points].valueDecimal = 10
* extension[priorityScore].extension[gap].valueString = "No dispense history, so adherence counts nothing"
* extension[escalation].extension[level].valueCode = #senior
* extension[escalation].extension[at].valueDateTime = "2026-01-15T10:00:00-05:00"
* extension[escalation].extension[to].valueReference = Reference(example-pharmacist)
* extension[slaBreach].extension[kind].valueCode = #complete
* extension[slaBreach].extension[at].valueDateTime = "2026-01-15T09:55:03-05:00"

Instance: example-task-done
InstanceOf: FollowupTask
Usage: #example
Title: "A completed task with its outcome"
* status = #completed
* businessStatus = TaskBusinessStatus#done
* intent = #order
* priority = #routine
* code = TaskCode#late-refill
* for = Reference(example-patient)
* authoredOn = "2026-01-10T09:00:00-05:00"
* restriction.period.end = "2026-01-13T17:00:00-05:00"
* output.type = TaskCode#late-refill
* output.valueCodeableConcept = TaskOutcome#refilled

Instance: example-consent
InstanceOf: MessageConsent
Usage: #example
Title: "Text messages are welcome as reminders and follow-ups"
* status = #active
* scope = $ConsentScope#patient-privacy
* category = ConsentCategory#messaging
* patient = Reference(example-patient)
* dateTime = "2025-11-02T11:30:00-05:00"
* policyRule = http://terminology.hl7.org/CodeSystem/v3-ActCode#OPTIN
* provision.type = #permit
* provision.class = Medium#SMSWRIT
* provision.code[+] = MsgPurpose#appointment-reminder
* provision.code[+] = MsgPurpose#follow-up

Instance: example-message-request
InstanceOf: MessageRequest
Usage: #example
Title: "The planned text message"
* status = #completed
* category = MsgPurpose#follow-up
* priority = #urgent
* subject = Reference(example-patient)
* about = Reference(example-task)
* occurrenceDateTime = "2026-01-15T10:00:00-05:00"
* medium = Medium#SMSWRIT
* recipient = Reference(example-patient)
* payload.contentString = "Please call your pharmacy today: (312) 555-0199."
* extension[dedupKey].valueString = "follow-up/example-task/1"
* extension[template].extension[template].valueReference = Reference(example-template)
* extension[template].extension[version].valueString = "1"
* extension[variable].extension[name].valueString = "phone"
* extension[variable].extension[value].valueString = "(312) 555-0199"

Instance: example-message
InstanceOf: Message
Usage: #example
Title: "The text message that was sent"
* basedOn = Reference(example-message-request)
* status = #completed
* category = MsgPurpose#follow-up
* medium = Medium#SMSWRIT
* subject = Reference(example-patient)
* about = Reference(example-task)
* sent = "2026-01-15T10:00:01-05:00"
* recipient = Reference(example-patient)
* payload.contentString = "Please call your pharmacy today: (312) 555-0199."
* extension[deliveryEvent][+].extension[at].valueDateTime = "2026-01-15T10:00:01-05:00"
* extension[deliveryEvent][=].extension[status].valueCode = #accepted
* extension[deliveryEvent][=].extension[providerId].valueString = "sms-88120"
* extension[deliveryEvent][=].extension[segments].valuePositiveInt = 1
* extension[deliveryEvent][+].extension[at].valueDateTime = "2026-01-15T10:00:04-05:00"
* extension[deliveryEvent][=].extension[status].valueCode = #delivered
* extension[template].extension[template].valueReference = Reference(example-template)
* extension[template].extension[version].valueString = "1"

Instance: example-message-held-back
InstanceOf: Message
Usage: #example
Title: "A message that was not sent, and why"
* status = #not-done
* statusReason = MessageStatusReason#opted-out
* category = MsgPurpose#marketing
* medium = $ParticipationMode#EMAILWRIT
* subject = Reference(example-patient)
* recipient = Reference(example-patient)
