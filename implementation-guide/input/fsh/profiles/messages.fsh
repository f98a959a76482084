// Messages: what is planned, what was sent, and the texts.

Profile: MessageRequest
Parent: CommunicationRequest
Id: pe-message-request
Title: "Planned message"
Description: "One message to one recipient by one medium at one time."
* status MS
* statusReason MS
* statusReason from MessageStatusReasonVS (extensible)
* category 1..* MS
* category from MsgPurposeVS (extensible)
* priority MS
* subject 1..1 MS
* about MS
* about ^short = "The appointment or task that the message belongs to"
* occurrence[x] MS
* occurrence[x] only dateTime
* medium MS
* medium from MediumVS (extensible)
* recipient MS
* payload MS
* extension contains
    DedupKey named dedupKey 1..1 MS and
    TemplateRef named template 0..1 MS and
    TemplateVariables named variable 0..* MS

Profile: Message
Parent: Communication
Id: pe-message
Title: "Message"
Description: "A message that was sent, came in, or was not sent and why."
* basedOn MS
* inResponseTo MS
* status MS
* statusReason MS
* statusReason from MessageStatusReasonVS (extensible)
* category 1..* MS
* category from MsgPurposeVS (extensible)
* medium MS
* medium from MediumVS (extensible)
* subject MS
* about MS
* sent MS
* received MS
* recipient MS
* sender MS
* payload MS
* extension contains
    DeliveryEvent named deliveryEvent 0..* MS and
    TemplateRef named template 0..1 MS

Profile: MessageTemplate
Parent: Basic
Id: pe-message-template
Title: "Message template"
Description: "The text of a message for one medium and language."
* identifier MS
* code = BasicType#message-template
* extension contains TemplateContent named content 1..1 MS

Profile: ReminderCadence
Parent: Basic
Id: pe-reminder-cadence
Title: "Reminder cadence"
Description: "How long before an appointment which reminder is sent."
* identifier MS
* code = BasicType#reminder-cadence
* extension contains Cadence named cadence 1..1 MS
