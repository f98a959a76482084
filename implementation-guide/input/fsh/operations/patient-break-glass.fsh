Instance: patient-break-glass
InstanceOf: OperationDefinition
Usage: #definition
Title: "Patient/[id]/$break-glass"
* url = "https://mortar.dev/fhir/OperationDefinition/patient-break-glass"
* version = "0.1.0"
* name = "PatientBreakGlass"
* status = #active
* kind = #operation
* affectsState = true
* code = #break-glass
* description = "Opens the record of a patient beyond the location of the caller, in an emergency: with a reason, for a while, noted and reviewed."
* resource = #Patient
* system = false
* type = false
* instance = true
* insert In(reason, 1, 1, string, [[Why the record must be opened]])
* insert In(minutes, 0, 1, positiveInt, [[For how long; 15 if absent, 60 at most]])
* insert Out(until, 1, 1, [[When the record closes again]])
* parameter[=].type = #instant
* insert Out(review, 1, 1, [[The task in which the manager reviews it]])
* parameter[=].type = #Reference
