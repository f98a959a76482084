// Search parameters of CommunicationRequest that R4 lacks.

Instance: pe-communicationrequest-about
InstanceOf: SearchParameter
Usage: #definition
Title: "CommunicationRequest: about"
* insert SearchFor(CommunicationRequest, about, reference)
* url = "https://mortar.dev/fhir/SearchParameter/pe-communicationrequest-about"
* name = "CommunicationRequestAbout"
* description = "What the planned message is about."
* expression = "CommunicationRequest.about"
* target[+] = #Task
* target[+] = #Appointment
* target[+] = #Observation
* target[+] = #MedicationRequest

Instance: pe-communicationrequest-dedup-key
InstanceOf: SearchParameter
Usage: #definition
Title: "CommunicationRequest: dedup-key"
* insert SearchFor(CommunicationRequest, dedup-key, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-communicationrequest-dedup-key"
* name = "CommunicationRequestDedupKey"
* description = "The key that no two planned messages share."
* expression = "CommunicationRequest.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-dedup-key').value"
