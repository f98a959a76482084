// Resources without a profile of ours that our search parameters find.

Instance: example-hold
InstanceOf: Slot
Usage: #example
Title: "A time that is held until somebody books it"
* schedule = Reference(example-schedule)
* status = #busy-tentative
* start = "2026-01-20T10:00:00-05:00"
* end = "2026-01-20T10:45:00-05:00"
* extension[HoldExpires].valueInstant = "2026-01-15T09:10:00-05:00"

Instance: example-waiting
InstanceOf: PharmacyAppointment
Usage: #example
Title: "A patient on the waiting list"
* status = #waitlist
* serviceType = ServiceType#vaccination
* requestedPeriod.start = "2026-01-20T00:00:00-05:00"
* requestedPeriod.end = "2026-01-27T00:00:00-05:00"
* participant.actor = Reference(example-patient)
* participant.status = #accepted

Instance: example-answer
InstanceOf: Message
Usage: #example
Title: "A patient's answer"
* inResponseTo = Reference(example-message)
* status = #completed
* category = MsgPurpose#follow-up
* medium = Medium#SMSWRIT
* subject = Reference(example-patient)
* sender = Reference(example-patient)
* received = "2026-01-15T10:20:00-05:00"
* payload.contentString = "I will call at noon."

Instance: example-interaction
InstanceOf: DetectedIssue
Usage: #example
Title: "An interaction"
* status = #final
* severity = #high
* patient = Reference(example-patient)
* detail = "An ACE inhibitor and a potassium-sparing diuretic together raise potassium."

Instance: example-flag
InstanceOf: Flag
Usage: #example
Title: "A flag"
* status = #active
* category = http://terminology.hl7.org/CodeSystem/flag-category#clinical
* code.text = "Hard of hearing: prefers text messages"
* subject = Reference(example-patient)

Instance: example-practitioner
InstanceOf: Practitioner
Usage: #example
Title: "A pharmacist with a licence"
* name.family = "Elm-Test"
* name.given = "Robin"
* qualification.code = http://terminology.hl7.org/CodeSystem/v2-0360#RPH
* qualification.code.text = "Registered pharmacist"
* qualification.period.end = "2027-06-30"

Instance: example-periodic-rule
InstanceOf: Rule
Usage: #example
Title: "A rule that runs by the clock"
* url = "https://mortar.dev/fhir/PlanDefinition/example-periodic-rule"
* version = "1"
* name = "ExamplePeriodicRule"
* title = "Look for late refills each night"
* status = #active
* type = $PlanType#eca-rule
* action.title = "Call about the refill"
* action.code = TaskCode#late-refill
* action.priority = #routine
* action.trigger.type = #named-event
* action.trigger.name = "late-refill"

Instance: example-access
InstanceOf: AuditEvent
Usage: #example
Title: "Somebody read a record"
* type = http://terminology.hl7.org/CodeSystem/audit-event-type#rest "RESTful Operation"
* subtype = http://hl7.org/fhir/restful-interaction#read
* action = #R
* recorded = "2026-01-15T09:10:00-05:00"
* outcome = #0
* agent.requestor = true
* agent.altId = "example-pharmacist"
* source.observer.display = "Mortar"
* entity.what.type = "Patient"
* entity.what.identifier.system = "urn:ietf:rfc:3986"
* entity.what.identifier.value = "http://127.0.0.1:8080/fhir/Patient/example-patient"
* entity.role = http://terminology.hl7.org/CodeSystem/object-role#1 "Patient"

Instance: example-visit
InstanceOf: Encounter
Usage: #example
Title: "A visit at the pharmacy"
* status = #finished
* class = http://terminology.hl7.org/CodeSystem/v3-ActCode#AMB
* subject = Reference(example-patient)
* location.location = Reference(example-location)
