Instance: practitioner-invite-user
InstanceOf: OperationDefinition
Usage: #definition
Title: "Practitioner/$invite-user"
* url = "https://mortar.dev/fhir/OperationDefinition/practitioner-invite-user"
* version = "0.1.0"
* name = "PractitionerInviteUser"
* status = #active
* kind = #operation
* affectsState = true
* code = #invite-user
* description = "Lets somebody sign in: makes the account, closed until the person has set a password by the link that is answered. Called again for the same name, it answers a new link, and the earlier one is void."
* resource = #Practitioner
* system = false
* type = true
* instance = false
* insert In(name, 1, 1, string, [[The name to sign in with: 3 to 100 small letters, digits, dots, dashes and underscores]])
* insert In(display-name, 0, 1, string, [[How colleagues know the person; needed for a new account]])
* insert In(role, 0, 1, code, [[What the person may do; needed for a new account]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = Canonical(RoleVS)
* insert In(person, 0, 1, Reference, [[The Practitioner, Patient or RelatedPerson who signs in; needed for a new account]])
* insert In(patient, 0, 1, Reference, [[Whose record a patient or caregiver may see]])
* insert Out(link, 1, 1, [[The address to hand to the person; it works once, within three days]])
* parameter[=].type = #url
