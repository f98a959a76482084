// The numbers behind the priority score. Events count up to event-cap together, vulnerability up to
// vulnerability-cap; the whole never exceeds 100.

RuleSet: Factor(code, points)
* extension[weights].extension[factor][+].extension[code].valueCode = #{code}
* extension[weights].extension[factor][=].extension[points].valueDecimal = {points}

RuleSet: From(priority, score)
* extension[weights].extension[threshold][+].extension[priority].valueCode = #{priority}
* extension[weights].extension[threshold][=].extension[score].valueDecimal = {score}

RuleSet: With(name, value)
* extension[weights].extension[parameter][+].extension[name].valueString = "{name}"
* extension[weights].extension[parameter][=].extension[value].valueDecimal = {value}

Instance: pe-default-weights
InstanceOf: PriorityWeights
Usage: #definition
Title: "Priority weights"
* meta.tag = Tag#default
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "priority-weights"
* code = BasicType#priority-weights
* extension[weights].extension[version].valueString = "1"
* insert Factor(critical-lab, 40)
* insert Factor(abnormal-lab, 15)
* insert Factor(high-alert-drug, 25)
* insert Factor(interaction, 25)
* insert Factor(discharge, 20)
* insert Factor(patient-risk, 15)
* insert Factor(adherence, 15)
* insert Factor(time-pressure, 15)
* insert Factor(vulnerability, 10)
* insert Factor(care-gap, 5)
* insert Factor(patient-request, 5)
* insert From(stat, 70)
* insert From(asap, 50)
* insert From(urgent, 30)
* insert With(event-cap, 40)
* insert With(lace-high, 10)
* insert With(pdc-low, 0.5)
* insert With(pdc-moderate, 0.8)
* insert With(pdc-moderate-points, 8)
* insert With(vulnerability-cap, 10)
* insert With(age-years, 75)
* insert With(age-points, 4)
* insert With(medications-count, 10)
* insert With(medications-points, 3)
* insert With(egfr-below, 30)
* insert With(egfr-points, 4)
