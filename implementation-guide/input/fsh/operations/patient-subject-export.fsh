Instance: patient-subject-export
InstanceOf: OperationDefinition
Usage: #definition
Title: "Patient/[id]/$subject-export"
* url = "https://mortar.dev/fhir/OperationDefinition/patient-subject-export"
* version = "0.1.0"
* name = "PatientSubjectExport"
* status = #active
* kind = #operation
* affectsState = false
* code = #subject-export
* description = "Everything that is kept of a person in one portable Bundle: the record, what belongs to it, and who has seen it. For the patient and for a manager. The Bundle names the SHA-256 of its entries, signed by this server."
* resource = #Patient
* system = false
* type = false
* instance = true
* insert Out(return, 1, 1, [[The collection]])
* parameter[=].type = #Bundle
