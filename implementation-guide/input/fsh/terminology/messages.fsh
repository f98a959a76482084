// Codes of what is said to patients.

CodeSystem: MsgPurpose
Id: pe-msg-purpose
Title: "Message purpose"
Description: "Why a message is sent; permission is asked and given by purpose."
* ^caseSensitive = true
* ^experimental = false
* #appointment-reminder "Appointment reminder"
* #appointment-change "Appointment change" "A booking, move or cancellation is confirmed."
* #follow-up "Follow-up" "A message that belongs to a follow-up task."
* #refill-reminder "Refill reminder"
* #education "Education"
* #survey "Survey"
* #marketing "Marketing"
* #account "Account" "Sign-in links and the like, asked for by the person."
* #staff-alert "Staff alert" "A note to staff, without patient data."

ValueSet: MsgPurposeVS
Id: pe-msg-purpose
Title: "Message purposes"
Description: "Every purpose of a message."
* ^experimental = false
* include codes from system MsgPurpose

CodeSystem: MessageStatusReason
Id: pe-message-status-reason
Title: "Message status reason"
Description: "Why a message was not sent, not sent yet, or did not arrive."
* ^caseSensitive = true
* ^experimental = false
* #opted-out "Opted out" "The patient withdrew permission for this medium or purpose."
* #no-consent "No consent" "This purpose needs a permission that was never given."
* #quiet-hours "Quiet hours" "Held back until the recipient's morning."
* #cap-reached "Cap reached" "The recipient got as many messages as allowed."
* #no-address "No address" "No usable phone number or e-mail address."
* #bounced "Bounced"
* #carrier-refused "Carrier refused"
* #carrier-unavailable "Carrier unavailable" "The carrier could not be reached within the allowed attempts."
* #carrier-not-configured "Carrier not configured" "No carrier is set up for this medium."
* #outcome-unknown "Outcome unknown" "We cannot tell whether the carrier took it, so it is not sent again."
* #superseded "Superseded" "The appointment or task moved, or another message replaced this one."
* #expired "Expired" "Its time has passed."
* #patient-deceased "Patient deceased"
* #template-missing "Template missing" "There is no template for this purpose, medium and language."

ValueSet: MessageStatusReasonVS
Id: pe-message-status-reason
Title: "Message status reasons"
Description: "Every reason for the status of a message."
* ^experimental = false
* include codes from system MessageStatusReason

CodeSystem: DeliveryStatus
Id: pe-delivery-status
Title: "Delivery status"
Description: "What became of a message after it left us."
* ^caseSensitive = true
* ^experimental = false
* #accepted "Accepted" "The carrier took it."
* #sent "Sent" "The carrier passed it on."
* #delivered "Delivered"
* #read "Read"
* #bounced "Bounced"
* #failed "Failed"
* #unknown "Unknown"

ValueSet: DeliveryStatusVS
Id: pe-delivery-status
Title: "Delivery statuses"
Description: "Every delivery status of a message."
* ^experimental = false
* include codes from system DeliveryStatus

// The standard modes lack the two media that pharmacies use most.
CodeSystem: Medium
Id: pe-medium
Title: "Medium"
Description: "The media that the standard participation modes do not name."
* ^caseSensitive = true
* ^experimental = false
* #SMSWRIT "text message" "Participation by a text message to a mobile phone."
* #PUSHWRIT "push notification" "Participation by a notification of the patient's app or browser."

ValueSet: MediumVS
Id: pe-medium
Title: "Media"
Description: "The media by which patients are reached."
* ^experimental = false
* $ParticipationMode#EMAILWRIT "email"
* Medium#SMSWRIT "text message"
* Medium#PUSHWRIT "push notification"
* $ParticipationMode#PHONE "telephone"
* $ParticipationMode#MAILWRIT "mail"
* $ParticipationMode#VERBAL "verbal"
* $ParticipationMode#PHYSICAL "physical presence"
* $ParticipationMode#ELECTRONIC "electronic data"

CodeSystem: ConsentCategory
Id: pe-consent-category
Title: "Consent category"
Description: "What a consent is about."
* ^caseSensitive = true
* ^experimental = false
* #messaging "Messaging" "By which media and for which purposes the patient may be messaged."
* #caregiver "Caregiver access" "What a caregiver may see and do for the patient."

ValueSet: ConsentCategoryVS
Id: pe-consent-category
Title: "Consent categories"
Description: "Every category of consent."
* ^experimental = false
* include codes from system ConsentCategory
