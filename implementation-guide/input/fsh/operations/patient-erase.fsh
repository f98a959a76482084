Instance: patient-erase
InstanceOf: OperationDefinition
Usage: #definition
Title: "Patient/[id]/$erase"
* url = "https://mortar.dev/fhir/OperationDefinition/patient-erase"
* version = "0.1.0"
* name = "PatientErase"
* status = #active
* kind = #operation
* affectsState = true
* code = #erase
* description = "Erases a person for good: the record with all that belongs to it, its history and indexes, messages and traces of work. What others share loses its reference to the person. A certificate and the audit stay. What takes longer than five seconds goes on by itself; Patient/$erasures says how far it is."
* resource = #Patient
* system = false
* type = false
* instance = true
* insert In(reason, 1, 1, string, [[Why the person is erased; without names]])
* insert Out(erasure, 1, 1, [[The id of the erasure]])
* parameter[=].type = #id
* insert Out(state, 1, 1, [[running or done]])
* parameter[=].type = #code
* insert Out(removed, 1, 1, [[How many resources are gone so far]])
* parameter[=].type = #integer
* insert Out(certificate, 0, 1, [[The certificate, when it is done]])
* parameter[=].type = #Reference
