Instance: patient-unmerge
InstanceOf: OperationDefinition
Usage: #definition
Title: "Patient/[id]/$unmerge"
* url = "https://mortar.dev/fhir/OperationDefinition/patient-unmerge"
* version = "0.1.0"
* name = "PatientUnmerge"
* status = #active
* kind = #operation
* affectsState = true
* code = #unmerge
* description = "Takes a patient who was merged into another into use again. Whatever named this patient before the merge, or names it since, belongs to it again; all else stays where it is."
* resource = #Patient
* system = false
* type = false
* instance = true
* insert Out(survivor, 1, 1, [[The patient who stood for this one]])
* parameter[=].type = #Reference
