// Settings, each by a small example; the values that a new installation starts with are the defaults.

Instance: example-rule
InstanceOf: Rule
Usage: #example
Title: "A rule"
* url = "https://mortar.dev/fhir/PlanDefinition/example-rule"
* version = "1"
* name = "ExampleRule"
* title = "Call about a critical result"
* status = #active
* type = $PlanType#eca-rule
* extension[onCorrection].valueCode = #cancel
* action.title = "Call the patient and the prescriber"
* action.code = TaskCode#critical-lab
* action.priority = #stat
* action.trigger.type = #data-added
* action.trigger.data.type = #Observation
* action.condition.kind = #applicability
* action.condition.expression.language = #text/fhirpath
* action.condition.expression.expression = "interpretation.coding.where(code = 'HH' or code = 'LL').exists()"
* action.timingDuration = 1 'h'
* action.extension[template].extension[template].valueReference = Reference(example-template)

Instance: example-critical-limits
InstanceOf: CriticalLimits
Usage: #example
Title: "Limits of potassium"
* code = $Loinc#2823-3 "Potassium [Moles/volume] in Serum or Plasma"
* permittedDataType = #Quantity
* quantitativeDetails.unit = $Ucum#mmol/L
* qualifiedInterval[+].category = #critical
* qualifiedInterval[=].range.low = 2.8 'mmol/L'
* qualifiedInterval[=].range.high = 6.2 'mmol/L'
* qualifiedInterval[+].category = #reference
* qualifiedInterval[=].range.low = 3.5 'mmol/L'
* qualifiedInterval[=].range.high = 5.1 'mmol/L'

Instance: example-sla
InstanceOf: Sla
Usage: #example
Title: "Service levels of critical results"
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "example-sla"
* code = BasicType#sla
* extension[target].extension[code].valueCode = #critical-lab
* extension[target].extension[priority].valueCode = #stat
* extension[target].extension[respond].valueDuration = 15 'min'
* extension[target].extension[complete].valueDuration = 1 'h'
* extension[target].extension[businessHours].valueBoolean = false
* extension[target].extension[performer].valueCode = #staff-pharmacist
* extension[target].extension[escalation].extension[level].valueCode = #senior
* extension[target].extension[escalation].extension[after].valueDuration = 0 'min'
* extension[target].extension[escalation].extension[role].valueCode = #senior-pharmacist

Instance: example-template
InstanceOf: MessageTemplate
Usage: #example
Title: "A text message template"
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "example-template"
* code = BasicType#message-template
* extension[content].extension[name].valueString = "please-call"
* extension[content].extension[version].valueString = "1"
* extension[content].extension[purpose].valueCode = #follow-up
* extension[content].extension[channel].valueCode = #SMSWRIT
* extension[content].extension[language].valueCode = #en
* extension[content].extension[body].valueString = "Please call your pharmacy today: {{ phone }}."
* extension[content].extension[variable].extension[name].valueString = "phone"
* extension[content].extension[variable].extension[path].valueString = "owner.resolve().telecom.where(system = 'phone').value.first()"
* extension[content].extension[maxSegments].valuePositiveInt = 1

Instance: example-cadence
InstanceOf: ReminderCadence
Usage: #example
Title: "One reminder, a day before"
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "example-cadence"
* code = BasicType#reminder-cadence
* extension[cadence].extension[purpose].valueCode = #appointment-reminder
* extension[cadence].extension[step].extension[before].valueDuration = 24 'h'
* extension[cadence].extension[step].extension[channel][+].valueCode = #SMSWRIT
* extension[cadence].extension[step].extension[channel][+].valueCode = #EMAILWRIT
* extension[cadence].extension[step].extension[template].valueString = "appointment-reminder"

Instance: example-weights
InstanceOf: PriorityWeights
Usage: #example
Title: "Two weights"
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "example-weights"
* code = BasicType#priority-weights
* extension[weights].extension[version].valueString = "1"
* extension[weights].extension[factor][+].extension[code].valueCode = #critical-lab
* extension[weights].extension[factor][=].extension[points].valueDecimal = 40
* extension[weights].extension[factor][+].extension[code].valueCode = #vulnerability
* extension[weights].extension[factor][=].extension[points].valueDecimal = 5
* extension[weights].extension[factor][=].extension[cap].valueDecimal = 10
* extension[weights].extension[threshold].extension[priority].valueCode = #stat
* extension[weights].extension[threshold].extension[score].valueDecimal = 70
* extension[weights].extension[parameter].extension[name].valueString = "old-age-years"
* extension[weights].extension[parameter].extension[value].valueDecimal = 75

Instance: example-setting
InstanceOf: Setting
Usage: #example
Title: "Quiet hours of a pharmacy"
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "example-quiet-hours"
* code = BasicType#setting
* extension[setting][+].extension[key].valueString = "quiet-hours-start"
* extension[setting][=].extension[value].valueTime = "21:00:00"
* extension[setting][+].extension[key].valueString = "quiet-hours-end"
* extension[setting][=].extension[value].valueTime = "08:00:00"
