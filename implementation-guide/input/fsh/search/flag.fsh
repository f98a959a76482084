// Search parameters of Flag that R4 lacks.

Instance: pe-flag-category
InstanceOf: SearchParameter
Usage: #definition
Title: "Flag: category"
* insert SearchFor(Flag, category, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-flag-category"
* name = "FlagCategory"
* description = "What the flag is about."
* expression = "Flag.category"

Instance: pe-flag-status
InstanceOf: SearchParameter
Usage: #definition
Title: "Flag: status"
* insert SearchFor(Flag, status, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-flag-status"
* name = "FlagStatus"
* description = "Whether the flag is active."
* expression = "Flag.status"
