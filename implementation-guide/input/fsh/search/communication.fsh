// Search parameters of Communication that R4 lacks.

Instance: pe-communication-about
InstanceOf: SearchParameter
Usage: #definition
Title: "Communication: about"
* insert SearchFor(Communication, about, reference)
* url = "https://mortar.dev/fhir/SearchParameter/pe-communication-about"
* name = "CommunicationAbout"
* description = "What the message is about."
* expression = "Communication.about"
* target[+] = #Task
* target[+] = #Appointment
* target[+] = #Observation
* target[+] = #MedicationRequest

Instance: pe-communication-delivery-status
InstanceOf: SearchParameter
Usage: #definition
Title: "Communication: delivery-status"
* insert SearchFor(Communication, delivery-status, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-communication-delivery-status"
* name = "CommunicationDeliveryStatus"
* description = "What a carrier reported."
* expression = "Communication.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-delivery-event').extension.where(url='status').value"

Instance: pe-communication-in-response-to
InstanceOf: SearchParameter
Usage: #definition
Title: "Communication: in-response-to"
* insert SearchFor(Communication, in-response-to, reference)
* url = "https://mortar.dev/fhir/SearchParameter/pe-communication-in-response-to"
* name = "CommunicationInResponseTo"
* description = "The message that this one answers."
* expression = "Communication.inResponseTo"
* target[+] = #Communication
