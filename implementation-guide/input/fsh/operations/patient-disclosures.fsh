Instance: patient-disclosures
InstanceOf: OperationDefinition
Usage: #definition
Title: "Patient/[id]/$disclosures"
* url = "https://mortar.dev/fhir/OperationDefinition/patient-disclosures"
* version = "0.1.0"
* name = "PatientDisclosures"
* status = #active
* kind = #operation
* affectsState = false
* code = #disclosures
* description = "Accounts for the disclosures of a record: who outside of the pharmacy has seen it, and who of its staff in an emergency."
* resource = #Patient
* system = false
* type = false
* instance = true
* insert In(period, 0, 1, Period, [[The time to account for; the last six years if absent]])
* insert Out(disclosure, 0, *, [[One look at the record, the newest first]])
* insert Part(at, 1, 1, instant, [[When]])
* insert Part(who, 1, 1, string, [[Which account or system]])
* insert Part(role, 0, 1, code, [[In which role]])
* insert Part(interaction, 0, 1, code, [[How]])
* insert Part(purpose, 1, 1, code, [[access or emergency]])
* insert Part(what, 0, *, string, [[What was seen]])
