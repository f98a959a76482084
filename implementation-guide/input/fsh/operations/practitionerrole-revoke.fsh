Instance: practitionerrole-revoke
InstanceOf: OperationDefinition
Usage: #definition
Title: "PractitionerRole/$revoke"
* url = "https://mortar.dev/fhir/OperationDefinition/practitionerrole-revoke"
* version = "0.1.0"
* name = "PractitionerRoleRevoke"
* status = #active
* kind = #operation
* affectsState = true
* code = #revoke
* description = "Ends what somebody does here: the role is no longer active, the accounts of its practitioner with that role are closed, and their tokens count no longer, within a minute. Afterwards open tasks of the role go back to the team, to its organization if it has one, and a manager gets a task for each appointment ahead."
* resource = #PractitionerRole
* system = false
* type = false
* instance = true
* insert In(reason, 1, 1, string, [[Why, in 1 to 500 characters; it is kept with the change]])
* insert Out(account, 0, *, [[The name of an account that was closed]])
* parameter[=].type = #string
