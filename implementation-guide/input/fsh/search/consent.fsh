// Search parameters of Consent that R4 lacks.

Instance: pe-consent-medium
InstanceOf: SearchParameter
Usage: #definition
Title: "Consent: medium"
* insert SearchFor(Consent, medium, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-consent-medium"
* name = "ConsentMedium"
* description = "The medium that the permission is about."
* expression = "Consent.provision.class"
