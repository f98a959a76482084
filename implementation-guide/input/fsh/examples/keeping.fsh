// A hold, a policy and a certificate.

Instance: example-legal-hold
InstanceOf: LegalHold
Usage: #example
Title: "A legal hold"
* status = #active
* code = FlagCode#legal-hold
* subject = Reference(example-patient)
* period.start = "2026-01-15"

Instance: example-retention-policy
InstanceOf: RetentionPolicyResource
Usage: #example
Title: "A retention policy"
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "example-retention"
* code = BasicType#retention-policy
* extension[policy].extension[type].valueCode = #Communication
* extension[policy].extension[condition].valueString = "status=completed"
* extension[policy].extension[start].valueCode = #event
* extension[policy].extension[date].valueString = "sent"
* extension[policy].extension[period].valueDuration = 3 'a'

Instance: example-disposal-certificate
InstanceOf: DisposalCertificate
Usage: #example
Title: "A certificate of disposal"
* target.type = "Communication"
* target.identifier.system = "urn:ietf:rfc:3986"
* target.identifier.value = "https://pharmacy.example/fhir/Communication"
* recorded = "2026-01-15T02:00:00-05:00"
* activity = http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle#destroy
* agent.who.display = "Mortar"
* extension[disposal].extension[kind].valueCode = #retention
* extension[disposal].extension[removed].extension[type].valueCode = #Communication
* extension[disposal].extension[removed].extension[count].valueUnsignedInt = 17
* extension[disposal].extension[policy].valueString = "Basic/example-retention-policy/_history/1"
