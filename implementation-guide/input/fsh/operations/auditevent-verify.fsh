Instance: auditevent-verify
InstanceOf: OperationDefinition
Usage: #definition
Title: "AuditEvent/$verify"
* url = "https://mortar.dev/fhir/OperationDefinition/auditevent-verify"
* version = "0.1.0"
* name = "AuditEventVerify"
* status = #active
* kind = #operation
* affectsState = false
* code = #verify
* description = "Checks the chain of audit events: each link against the one before, and each stored event against its link."
* resource = #AuditEvent
* system = false
* type = true
* instance = false
* insert In(from, 0, 1, positiveInt, [[The first link to check; 1 if absent]])
* insert In(count, 0, 1, positiveInt, [[How many links to check at most; 10000 if absent]])
* insert Out(valid, 1, 1, [[Whether everything is as it was written]])
* parameter[=].type = #boolean
* insert Out(checked, 1, 1, [[How many links were checked]])
* parameter[=].type = #integer
* insert Out(to, 1, 1, [[The last link that was checked]])
* parameter[=].type = #integer
* insert Out(head, 1, 1, [[The end of the chain; keep it elsewhere to prove later that nothing before it changed]])
* insert Part(sequence, 1, 1, integer, [[Its number]])
* insert Part(hash, 1, 1, string, [[Its hash]])
* insert Out(finding, 0, *, [[What is wrong]])
* insert Part(sequence, 1, 1, integer, [[The number of the link]])
* insert Part(event, 0, 1, Reference, [[The event, if its link still says which it was]])
* insert Part(problem, 1, 1, code, [[What is wrong with it]])
