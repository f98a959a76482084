// How long records are kept. Whatever is not named here is kept for ever; AuditEvents always are.

RuleSet: KeptFor(type, condition, date, years)
* extension[policy][+].extension[type].valueCode = #{type}
* extension[policy][=].extension[condition].valueString = "{condition}"
* extension[policy][=].extension[start].valueCode = #event
* extension[policy][=].extension[date].valueString = "{date}"
* extension[policy][=].extension[period].valueDuration = {years} 'a'

Instance: pe-default-retention
InstanceOf: RetentionPolicyResource
Usage: #definition
Title: "Retention"
* meta.tag = Tag#default
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "retention"
* code = BasicType#retention-policy
* insert KeptFor(Communication, [[status=completed,not-done,stopped]], sent, 6)
* insert KeptFor(CommunicationRequest, [[status=completed,revoked]], authored, 6)
* insert KeptFor(Appointment, [[status=fulfilled,cancelled,noshow]], date, 10)
* extension[policy][+].extension[type].valueCode = #Slot
* extension[policy][=].extension[start].valueCode = #event
* extension[policy][=].extension[date].valueString = "start"
* extension[policy][=].extension[period].valueDuration = 2 'a'
* extension[policy][+].extension[type].valueCode = #Patient
* extension[policy][=].extension[start].valueCode = #last-visit
* extension[policy][=].extension[period].valueDuration = 10 'a'
* extension[policy][=].extension[majority].valueDuration = 18 'a'
