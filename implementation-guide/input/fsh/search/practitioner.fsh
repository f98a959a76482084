// Search parameters of Practitioner that R4 lacks.

Instance: pe-practitioner-qualification-code
InstanceOf: SearchParameter
Usage: #definition
Title: "Practitioner: qualification-code"
* insert SearchFor(Practitioner, qualification-code, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-practitioner-qualification-code"
* name = "PractitionerQualificationCode"
* description = "A qualification of the person."
* expression = "Practitioner.qualification.code"

Instance: pe-practitioner-qualification-expiry
InstanceOf: SearchParameter
Usage: #definition
Title: "Practitioner: qualification-expiry"
* insert SearchFor(Practitioner, qualification-expiry, date)
* url = "https://mortar.dev/fhir/SearchParameter/pe-practitioner-qualification-expiry"
* name = "PractitionerQualificationExpiry"
* description = "When a qualification ends."
* expression = "Practitioner.qualification.period.end"
