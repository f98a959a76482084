Instance: auditevent-roots
InstanceOf: OperationDefinition
Usage: #definition
Title: "AuditEvent/$roots"
* url = "https://mortar.dev/fhir/OperationDefinition/auditevent-roots"
* version = "0.1.0"
* name = "AuditEventRoots"
* status = #active
* kind = #operation
* affectsState = false
* code = #roots
* description = "The signed roots of the audit trail, one for each day that is over. Keep them elsewhere to prove later that nothing before them changed."
* resource = #AuditEvent
* system = false
* type = true
* instance = false
* insert In(from, 0, 1, date, [[The first day; thirty days before the last if absent]])
* insert In(to, 0, 1, date, [[The last day; today if absent]])
* insert Out(root, 0, *, [[The root of one day, the oldest first]])
* insert Part(day, 1, 1, date, [[The day in UTC]])
* insert Part(first, 1, 1, integer, [[The number of the first link of the day]])
* insert Part(events, 1, 1, integer, [[How many events it has]])
* insert Part(hash, 1, 1, string, [[The root of the Merkle tree in hexadecimal digits; each leaf is the SHA-256 of an event's JSON with sorted names and without meta, written in hexadecimal digits]])
* insert Part(signed, 1, 1, string, [[The same as a JWS by a key of /.well-known/audit-keys.json, together with the chain's hash at the end of the day (head) and the SHA-256 of the statement before (previous)]])
