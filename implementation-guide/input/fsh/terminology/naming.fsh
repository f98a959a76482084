RuleSet: NamedSystem(id, name, text)
* name = "{name}"
* status = #active
* kind = #identifier
* date = "2026-11-22"
* publisher = "Mortar"
* description = "{text}"
* uniqueId.type = #uri
* uniqueId.value = "https://mortar.dev/fhir/sid/{id}"
* uniqueId.preferred = true

Instance: hl7-inbox
InstanceOf: NamingSystem
Usage: #definition
Title: "HL7 inbox entry"
* insert NamedSystem(hl7-inbox, Hl7Inbox, [[The id of a received HL7 v2 message in the inbox.]])

Instance: hl7-control-id
InstanceOf: NamingSystem
Usage: #definition
Title: "HL7 message control id"
* insert NamedSystem(hl7-control-id, Hl7ControlId, [[The control id MSH-10 that the sender gave to an HL7 v2 message.]])

Instance: rule-task
InstanceOf: NamingSystem
Usage: #definition
Title: "Task of a rule"
* insert NamedSystem(rule-task, RuleTask, [[Names the one task that a rule opens about one resource.]])

Instance: setting-name
InstanceOf: NamingSystem
Usage: #definition
Title: "Name of a setting resource"
* insert NamedSystem(setting, Setting, [[The name of a setting that is kept as a Basic resource.]])

Instance: account-name
InstanceOf: NamingSystem
Usage: #definition
Title: "Account"
* insert NamedSystem(account, Account, [[The name by which somebody signs in.]])

Instance: sample-patient
InstanceOf: NamingSystem
Usage: #definition
Title: "Medical record number of the sample pharmacy"
* insert NamedSystem(sample-mrn, SampleMrn, [[The medical record numbers of the synthetic sample patients.]])

Instance: series
InstanceOf: NamingSystem
Usage: #definition
Title: "Series of appointments"
* insert NamedSystem(series, SeriesId, [[Names a series of appointments.]])
