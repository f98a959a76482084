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
* description = "Lets somebody in: makes the Practitioner, the PractitionerRole and the account, closed until the person has set a password by the link that is answered. All of it is made, or nothing. Called again for the same name and nothing that contradicts the account, it answers a new link, and the earlier one is void; else 409."
* resource = #Practitioner
* system = false
* type = true
* instance = false
* insert In(name, 1, 1, string, [[The name to sign in with: 3 to 100 small letters, digits, dots, dashes and underscores]])
* insert In(display-name, 0, 1, string, [[How colleagues know the person; the name of the Practitioner if absent]])
* insert In(role, 0, 1, code, [[What the person may do; needed for a new account]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = Canonical(RoleVS)
* insert In(practitioner, 0, 1, Practitioner, [[Somebody new of the staff, with a name and a telecom; the qualifications with them]])
* insert In(person, 0, 1, Reference, [[The Practitioner, Patient or RelatedPerson who signs in, if there is one already]])
* insert In(patient, 0, 1, Reference, [[Whose record a patient or caregiver may see]])
* insert In(organization, 0, 1, Reference, [[Whom somebody of the staff works for; that of the first location if absent]])
* insert In(location, 0, *, Reference, [[Where somebody of the staff works]])
* insert In(healthcare-service, 0, *, Reference, [[The services that somebody of the staff offers]])
* insert In(telecom, 0, *, ContactPoint, [[How somebody of the staff is reached at work]])
* insert In(period, 0, 1, Period, [[From when and until when somebody of the staff has the role; out of it nobody acts by the account]])
* insert In(reason, 1, 1, string, [[Why, in 1 to 500 characters; it is kept with the change]])
* insert Out(return, 1, 1, [[A collection of the Practitioner and the PractitionerRoles, as far as there are any, and of Parameters with the link: the address to hand to the person, which works once, within three days]])
* parameter[=].type = #Bundle
