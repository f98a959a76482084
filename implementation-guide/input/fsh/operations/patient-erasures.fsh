Instance: patient-erasures
InstanceOf: OperationDefinition
Usage: #definition
Title: "Patient/$erasures"
* url = "https://mortar.dev/fhir/OperationDefinition/patient-erasures"
* version = "0.1.0"
* name = "PatientErasures"
* status = #active
* kind = #operation
* affectsState = false
* code = #erasures
* description = "Lists the erasures, the newest first, and how far each is; with the line of each for the list of erasures that is kept outside of the database."
* resource = #Patient
* system = false
* type = true
* instance = false
* insert In(id, 0, 1, id, [[Only this one]])
* insert Out(erasure, 0, *, [[One erasure]])
* insert Part(id, 1, 1, id, [[Its id]])
* insert Part(state, 1, 1, code, [[running or done]])
* insert Part(removed, 1, 1, integer, [[How many resources are gone so far]])
* insert Part(asked, 1, 1, instant, [[When it was asked for]])
* insert Part(done, 0, 1, instant, [[When it was done]])
* insert Part(line, 0, 1, string, [[Its line for the list, hashes only]])
