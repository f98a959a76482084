// What a server has to offer to keep this guide. What it offers beside that, it says by itself.

RuleSet: Serves(type)
* rest.resource[+].type = #{type}
* rest.resource[=].versioning = #versioned-update
* rest.resource[=].interaction[+].code = #read
* rest.resource[=].interaction[+].code = #vread
* rest.resource[=].interaction[+].code = #create
* rest.resource[=].interaction[+].code = #update
* rest.resource[=].interaction[+].code = #patch
* rest.resource[=].interaction[+].code = #search-type

RuleSet: Shows(type)
* rest.resource[+].type = #{type}
* rest.resource[=].versioning = #versioned
* rest.resource[=].interaction[+].code = #read
* rest.resource[=].interaction[+].code = #search-type

RuleSet: Finds(code, id, type)
* rest.resource[=].searchParam[+].name = "{code}"
* rest.resource[=].searchParam[=].definition = "https://mortar.dev/fhir/SearchParameter/{id}"
* rest.resource[=].searchParam[=].type = #{type}

Instance: mortar-server
InstanceOf: CapabilityStatement
Usage: #definition
Title: "Pharmacy engagement server"
* url = "https://mortar.dev/fhir/CapabilityStatement/mortar-server"
* version = "0.1.0"
* name = "MortarServer"
* title = "Pharmacy engagement server"
* description = "What a server has to offer to keep this guide."
* status = #active
* experimental = false
* date = "2026-11-22"
* publisher = "Mortar"
* kind = #requirements
* fhirVersion = #4.0.1
* format[+] = #json
* format[+] = #xml
* implementationGuide = "https://mortar.dev/fhir/ImplementationGuide/mortar.fhir.pharmacy"
* rest.mode = #server
* rest.security.service = http://terminology.hl7.org/CodeSystem/restful-security-service#SMART-on-FHIR
* rest.security.description = "Every interaction but the capability statement needs an access token."
* rest.interaction[+].code = #transaction
* rest.interaction[+].code = #batch

* insert Serves(Appointment)
* rest.resource[=].operation[+].name = "archive"
* rest.resource[=].operation[=].definition = Canonical(appointment-archive)
* rest.resource[=].supportedProfile[+] = Canonical(PharmacyAppointment)
* insert Finds(created, pe-appointment-created, date)
* insert Finds(requested-period, pe-appointment-requested-period, date)
* insert Finds(series, pe-appointment-series, token)
* insert Finds(group-id, pe-appointment-group-id, token)
* insert Finds(replaces, pe-appointment-replaces, reference)
* insert Finds(no-show-risk, pe-appointment-no-show-risk, number)
* insert Finds(place, pe-appointment-place, string)

* insert Shows(AuditEvent)
* insert Finds(record, pe-auditevent-record, token)
* rest.resource[=].operation[+].name = "verify"
* rest.resource[=].operation[=].definition = Canonical(auditevent-verify)
* rest.resource[=].operation[+].name = "proof"
* rest.resource[=].operation[=].definition = Canonical(auditevent-proof)
* rest.resource[=].operation[+].name = "breach"
* rest.resource[=].operation[=].definition = Canonical(auditevent-breach)
* rest.resource[=].operation[+].name = "roots"
* rest.resource[=].operation[=].definition = Canonical(auditevent-roots)

* insert Serves(Basic)
* rest.resource[=].supportedProfile[+] = Canonical(Sla)
* rest.resource[=].supportedProfile[+] = Canonical(PriorityWeights)
* rest.resource[=].supportedProfile[+] = Canonical(Setting)
* rest.resource[=].supportedProfile[+] = Canonical(MessageTemplate)
* rest.resource[=].supportedProfile[+] = Canonical(ReminderCadence)
* rest.resource[=].supportedProfile[+] = Canonical(RetentionPolicyResource)
* rest.resource[=].supportedProfile[+] = Canonical(PermissionTemplate)
* rest.resource[=].supportedProfile[+] = Canonical(AccountAccess)
* insert Finds(purpose, pe-basic-purpose, token)
* insert Finds(channel, pe-basic-channel, token)
* rest.resource[=].operation[+].name = "dispose"
* rest.resource[=].operation[=].definition = Canonical(basic-dispose)

* insert Serves(Communication)
* rest.resource[=].supportedProfile[+] = Canonical(Message)
* insert Finds(about, pe-communication-about, reference)
* insert Finds(delivery-status, pe-communication-delivery-status, token)
* insert Finds(in-response-to, pe-communication-in-response-to, reference)

* insert Serves(CommunicationRequest)
* rest.resource[=].supportedProfile[+] = Canonical(MessageRequest)
* insert Finds(about, pe-communicationrequest-about, reference)
* insert Finds(dedup-key, pe-communicationrequest-dedup-key, token)
* rest.resource[=].operation[+].name = "send-reminders"
* rest.resource[=].operation[=].definition = Canonical(communicationrequest-send-reminders)

* insert Serves(Consent)
* rest.resource[=].supportedProfile[+] = Canonical(MessageConsent)
* insert Finds(medium, pe-consent-medium, token)

* insert Serves(DetectedIssue)
* insert Finds(severity, pe-detectedissue-severity, token)
* insert Finds(status, pe-detectedissue-status, token)

* insert Serves(Encounter)
* insert Finds(place, pe-encounter-place, string)

* insert Serves(Flag)
* rest.resource[=].supportedProfile[+] = Canonical(LegalHold)
* insert Finds(category, pe-flag-category, token)
* insert Finds(status, pe-flag-status, token)

* insert Serves(HealthcareService)
* rest.resource[=].supportedProfile[+] = Canonical(PharmacyService)

* insert Serves(Observation)
* rest.resource[=].supportedProfile[+] = Canonical(LabResult)

* insert Serves(ObservationDefinition)
* rest.resource[=].supportedProfile[+] = Canonical(CriticalLimits)

* insert Serves(Patient)
* rest.resource[=].supportedProfile[+] = Canonical(PharmacyPatient)
* insert Finds(place, pe-patient-place, string)
* rest.resource[=].operation[+].name = "disclosures"
* rest.resource[=].operation[=].definition = Canonical(patient-disclosures)
* rest.resource[=].operation[+].name = "break-glass"
* rest.resource[=].operation[=].definition = Canonical(patient-break-glass)
* rest.resource[=].operation[+].name = "unmerge"
* rest.resource[=].operation[=].definition = Canonical(patient-unmerge)
* rest.resource[=].operation[+].name = "erase"
* rest.resource[=].operation[=].definition = Canonical(patient-erase)
* rest.resource[=].operation[+].name = "erasures"
* rest.resource[=].operation[=].definition = Canonical(patient-erasures)
* rest.resource[=].operation[+].name = "replay-erasures"
* rest.resource[=].operation[=].definition = Canonical(patient-replay-erasures)
* rest.resource[=].operation[+].name = "subject-export"
* rest.resource[=].operation[=].definition = Canonical(patient-subject-export)

* insert Serves(PlanDefinition)
* rest.resource[=].supportedProfile[+] = Canonical(Rule)
* insert Finds(trigger-name, pe-plandefinition-trigger-name, token)

* insert Serves(Practitioner)
* insert Finds(qualification-code, pe-practitioner-qualification-code, token)
* insert Finds(qualification-expiry, pe-practitioner-qualification-expiry, date)
* rest.resource[=].operation[+].name = "invite-user"
* rest.resource[=].operation[=].definition = Canonical(practitioner-invite-user)

* insert Serves(PractitionerRole)
* rest.resource[=].supportedProfile[+] = Canonical(PharmacyPractitionerRole)
* rest.resource[=].operation[+].name = "revoke"
* rest.resource[=].operation[=].definition = Canonical(practitionerrole-revoke)

* insert Serves(Provenance)
* rest.resource[=].supportedProfile[+] = Canonical(MessageProvenance)
* rest.resource[=].supportedProfile[+] = Canonical(DisposalCertificate)

* insert Serves(Schedule)
* rest.resource[=].supportedProfile[+] = Canonical(PharmacySchedule)

* insert Serves(Slot)
* insert Finds(end, pe-slot-end, date)
* insert Finds(hold-expires, pe-slot-hold-expires, date)

* insert Serves(Task)
* rest.resource[=].supportedProfile[+] = Canonical(FollowupTask)
* insert Finds(due, pe-task-due, date)
* insert Finds(priority-score, pe-task-priority-score, number)
* insert Finds(escalation-level, pe-task-escalation-level, token)
* insert Finds(sla-breach, pe-task-sla-breach, token)
* insert Finds(outcome, pe-task-outcome, token)
* insert Finds(reason-reference, pe-task-reason-reference, reference)
* rest.resource[=].operation[+].name = "prioritize"
* rest.resource[=].operation[=].definition = Canonical(task-prioritize)
