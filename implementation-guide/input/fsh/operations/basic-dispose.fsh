Instance: basic-dispose
InstanceOf: OperationDefinition
Usage: #definition
Title: "Basic/$dispose"
* url = "https://mortar.dev/fhir/OperationDefinition/basic-dispose"
* version = "0.1.0"
* name = "BasicDispose"
* status = #active
* kind = #operation
* affectsState = true
* code = #dispose
* description = "Removes for good what the retention policies say is due, or only says what would go."
* resource = #Basic
* system = false
* type = true
* instance = false
* insert In(dry-run, 0, 1, boolean, [[Only say what would go; false if absent]])
* insert In(as-of, 0, 1, dateTime, [[With dry-run: the moment for which to say it; now if absent]])
* insert Out(due, 0, *, [[What one policy removed or would remove]])
* insert Part(policy, 1, 1, string, [[The policy, as Basic/7/_history/2]])
* insert Part(type, 1, 1, code, [[The type of the records]])
* insert Part(count, 1, 1, integer, [[How many; of a dry run at most a thousand]])
* insert Part(held, 1, 1, integer, [[How many are due and stay, because of a legal hold]])
