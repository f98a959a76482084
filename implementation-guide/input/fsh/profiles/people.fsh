// People: derived from R4 and kept compatible with US Core.

Profile: PharmacyPatient
Parent: Patient
Id: pe-patient
Title: "Patient of the pharmacy"
Description: "A patient, found by a business identifier."
* identifier 1..* MS
* name MS
* telecom MS
* gender MS
* birthDate MS
* address MS
* communication MS
* generalPractitioner MS
* extension contains PreferredContactWindow named contactWindow 0..* and TimeZone named timeZone 0..1

Profile: PharmacyPractitionerRole
Parent: PractitionerRole
Id: pe-practitioner-role
Title: "Member of staff"
Description: "What somebody does at which location, and what they may reach."
* active MS
* practitioner 1..1 MS
* organization 1..1 MS
* code 1..* MS
* code from RoleVS (extensible)
* location MS
* availableTime MS
* notAvailable MS
* extension contains ModuleAccess named moduleAccess 0..* MS and DataScopeExtension named dataScope 0..1 MS

Profile: MessageConsent
Parent: Consent
Id: pe-message-consent
Title: "Permission to send messages"
Description: "Permits or denies messages by medium (provision.class) and purpose (provision.code)."
* status MS
* scope = $ConsentScope#patient-privacy
* category 1..* MS
* category from ConsentCategoryVS (extensible)
* patient 1..1 MS
* dateTime 1..1 MS
* policyRule 1..1
* provision 1..1 MS
* provision.type 1..1 MS
* provision.class MS
* provision.class ^short = "Media; all if absent"
* provision.class from MediumVS (extensible)
* provision.code MS
* provision.code ^short = "Purposes; all if absent"
* provision.code from MsgPurposeVS (extensible)
