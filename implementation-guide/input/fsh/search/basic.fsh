// Search parameters of Basic that R4 lacks.

Instance: pe-basic-purpose
InstanceOf: SearchParameter
Usage: #definition
Title: "Basic: purpose"
* insert SearchFor(Basic, purpose, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-basic-purpose"
* name = "BasicPurpose"
* description = "The message purpose of a template or cadence."
* expression = "(Basic.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-template-content').extension.where(url='purpose').value | Basic.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-cadence').extension.where(url='purpose').value)"

Instance: pe-basic-channel
InstanceOf: SearchParameter
Usage: #definition
Title: "Basic: channel"
* insert SearchFor(Basic, channel, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-basic-channel"
* name = "BasicChannel"
* description = "The medium of a template."
* expression = "Basic.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-template-content').extension.where(url='channel').value"
