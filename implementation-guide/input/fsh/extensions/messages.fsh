// What R4 cannot say about messages to patients.

Extension: TemplateRef
Id: pe-template-ref
Title: "Template reference"
Description: "The template, and its version, from which a message is written."
Context: CommunicationRequest, Communication, PlanDefinition.action
* extension contains
    template 1..1 MS and
    version 0..1 MS
* extension[template].value[x] only Reference(Basic)
* extension[version].value[x] only string

Extension: TemplateVariables
Id: pe-template-variables
Title: "Template variable"
Description: "A variable of the message's template and its value; one extension a variable."
Context: CommunicationRequest, Communication
* extension contains
    name 1..1 MS and
    value 1..1 MS
* extension[name].value[x] only string
* extension[value].value[x] only string

Extension: DedupKey
Id: pe-dedup-key
Title: "Deduplication key"
Description: "Two requests with the same key ask for the same message; only one of them may exist."
Context: CommunicationRequest
* value[x] only string

Extension: DeliveryEvent
Id: pe-delivery-event
Title: "Delivery event"
Description: "What a carrier reported about a message; one extension an event, oldest first."
Context: Communication
* extension contains
    at 1..1 MS and
    status 1..1 MS and
    providerId 0..1 MS and
    segments 0..1 MS
* extension[at].value[x] only dateTime
* extension[status].value[x] only code
* extension[status].valueCode from DeliveryStatusVS (required)
* extension[providerId] ^short = "The carrier's id of the message"
* extension[providerId].value[x] only string
* extension[segments] ^short = "How many SMS segments it took"
* extension[segments].value[x] only positiveInt

Extension: PreferredContactWindow
Id: pe-preferred-contact-window
Title: "Preferred contact window"
Description: "When a person wishes to be reached, in their own time zone."
Context: Patient, RelatedPerson
* extension contains
    start 1..1 MS and
    end 1..1 MS and
    day 0..7 MS
* extension[start].value[x] only time
* extension[end].value[x] only time
* extension[day] ^short = "Days of the week; every day if absent"
* extension[day].value[x] only code
* extension[day].valueCode from http://hl7.org/fhir/ValueSet/days-of-week (required)
