Instance: auditevent-breach
InstanceOf: OperationDefinition
Usage: #definition
Title: "AuditEvent/$breach"
* url = "https://mortar.dev/fhir/OperationDefinition/auditevent-breach"
* version = "0.1.0"
* name = "AuditEventBreach"
* status = #active
* kind = #operation
* affectsState = true
* code = #breach
* description = "Finds by the audit trail whose records a breach has reached, and writes a List of them, a Task with the deadline of 45 CFR 164.404, and a letter to each as a draft. Called again with the same case it adds who is new."
* resource = #AuditEvent
* system = false
* type = true
* instance = false
* insert In(case, 1, 1, string, [[The name of the case; the same breach keeps it]])
* insert In(period, 1, 1, Period, [[When the accesses were; to now if it has no end]])
* insert In(agent, 0, 1, string, [[The account or client whose accesses they were; without it, patient is needed]])
* insert In(patient, 0, *, Reference, [[Patients to look for; all if absent]])
* insert In(description, 0, 1, string, [[What happened, in words for the patients]])
* insert In(discovered, 0, 1, dateTime, [[When it was discovered, from when the deadline counts; now if absent]])
* insert Out(list, 1, 1, [[The list of affected patients]])
* parameter[=].type = #Reference
* insert Out(task, 1, 1, [[The manager's task, due 60 days after the discovery]])
* parameter[=].type = #Reference
* insert Out(patients, 1, 1, [[How many patients are affected]])
* parameter[=].type = #integer
* insert Out(letters, 1, 1, [[How many letters were drafted now]])
* parameter[=].type = #integer
* insert Out(whole, 1, 1, [[False if an event names only the first of many resources, so that somebody must look at what its request was]])
* parameter[=].type = #boolean
