Instance: auditevent-proof
InstanceOf: OperationDefinition
Usage: #definition
Title: "AuditEvent/[id]/$proof"
* url = "https://mortar.dev/fhir/OperationDefinition/auditevent-proof"
* version = "0.1.0"
* name = "AuditEventProof"
* status = #active
* kind = #operation
* affectsState = false
* code = #proof
* description = "Shows that an event was in the trail of its day: the hashes that lead from its digest to the signed root (RFC 9162, section 2.1.3)."
* resource = #AuditEvent
* system = false
* type = false
* instance = true
* insert Out(sequence, 1, 1, [[The number of the link of the event]])
* parameter[=].type = #integer
* insert Out(index, 1, 1, [[The number of its leaf in the tree of the day, from 0]])
* parameter[=].type = #integer
* insert Out(path, 0, *, [[A hash in hexadecimal digits; in the order from the leaf to the root]])
* parameter[=].type = #string
* insert Out(root, 1, 1, [[The root of the day]])
* insert Part(day, 1, 1, date, [[The day in UTC]])
* insert Part(first, 1, 1, integer, [[The number of the first link of the day]])
* insert Part(events, 1, 1, integer, [[How many events it has]])
* insert Part(hash, 1, 1, string, [[The root of the Merkle tree in hexadecimal digits; each leaf is the SHA-256 of an event's JSON with sorted names and without meta, written in hexadecimal digits]])
* insert Part(signed, 1, 1, string, [[The same as a JWS by a key of /.well-known/audit-keys.json, together with the chain's hash at the end of the day (head) and the SHA-256 of the statement before (previous)]])
