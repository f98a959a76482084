// What keeps records from being removed, what asks for it, and what is left when they are gone.

Profile: LegalHold
Parent: Flag
Id: pe-legal-hold
Title: "Legal hold"
Description: "While it is active, nothing of the patient is removed: neither deleted nor expunged, erased or disposed of. Only a manager sets it and lifts it, by making it inactive."
* status MS
* code = FlagCode#legal-hold
* subject only Reference(Patient)
* subject MS
* period MS
* author MS

Profile: RetentionPolicyResource
Parent: Basic
Id: pe-retention-policy-resource
Title: "Retention policy"
Description: "How long which records are kept."
* identifier MS
* code = BasicType#retention-policy
* extension contains RetentionPolicy named policy 1..* MS

Profile: DisposalCertificate
Parent: Provenance
Id: pe-disposal-certificate
Title: "Disposal certificate"
Description: "Says what was removed for good, when, by whom and why. Its targets are addresses, because nothing stands there any more."
* target.identifier 1..1 MS
* recorded MS
* activity MS
* reason MS
* agent.who MS
* extension contains Disposal named disposal 1..1 MS
