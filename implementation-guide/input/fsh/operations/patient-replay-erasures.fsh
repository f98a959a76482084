Instance: patient-replay-erasures
InstanceOf: OperationDefinition
Usage: #definition
Title: "Patient/$replay-erasures"
* url = "https://mortar.dev/fhir/OperationDefinition/patient-replay-erasures"
* version = "0.1.0"
* name = "PatientReplayErasures"
* status = #active
* kind = #operation
* affectsState = true
* code = #replay-erasures
* description = "Erases again whoever was erased before and is back, as after the restore of a backup. Knows the erasures of the database, of the list in the data folder, and those given."
* resource = #Patient
* system = false
* type = true
* instance = false
* insert In(line, 0, *, string, [[Lines of a list of erasures that was kept elsewhere]])
* insert Out(known, 1, 1, [[How many erasures are known]])
* parameter[=].type = #integer
* insert Out(erased, 1, 1, [[How many people were back and are erased again, or soon will be]])
* parameter[=].type = #integer
