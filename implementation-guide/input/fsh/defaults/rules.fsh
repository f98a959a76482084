// The rules that a new installation starts with. A rule may ask %now; of an Observation %severity and
// %finding; of a MedicationDispense %suppliedUntil and %laterFill.

RuleSet: ShippedRule(id, name, title)
* meta.tag = Tag#default
* url = "https://mortar.dev/fhir/PlanDefinition/{id}"
* version = "1"
* name = "{name}"
* title = "{title}"
* status = #active
* type = $PlanType#eca-rule
* action.id = "{id}"
* action.title = "{title}"

RuleSet: StartsWith(type)
* action.trigger[+].type = #data-added
* action.trigger[=].data.type = #{type}
* action.trigger[+].type = #data-modified
* action.trigger[=].data.type = #{type}

RuleSet: If(expression)
* action.condition[+].kind = #applicability
* action.condition[=].expression.language = #text/fhirpath
* action.condition[=].expression.expression = "{expression}"

RuleSet: Where(path, expression)
* action.dynamicValue[+].path = "{path}"
* action.dynamicValue[=].expression.language = #text/fhirpath
* action.dynamicValue[=].expression.expression = "{expression}"

RuleSet: Tell(template)
* action.extension[template][+].extension[template].valueReference.display = "{template}"

RuleSet: NoSample
* insert If([[meta.tag.where(code = 'sample').empty()]])

RuleSet: LabResultThatCounts
* insert StartsWith(Observation)
* insert NoSample
* insert If([[category.empty() or category.coding.where(code = 'laboratory').exists()]])
* insert If([[status = 'final' or status = 'preliminary' or status = 'amended' or status = 'corrected']])

Instance: pe-rule-critical-lab
InstanceOf: Rule
Usage: #definition
Title: "Critical result"
* insert ShippedRule(pe-rule-critical-lab, CriticalLab, [[Act on a critical laboratory result]])
* extension[onCorrection].valueCode = #cancel
* action.code = TaskCode#critical-lab
* action.priority = #stat
* insert LabResultThatCounts
* insert If([[%severity = 'critical']])
* insert Where(description, %finding)
* insert Tell(please-call)

Instance: pe-rule-abnormal-lab
InstanceOf: Rule
Usage: #definition
Title: "Abnormal result"
* insert ShippedRule(pe-rule-abnormal-lab, AbnormalLab, [[Look at an abnormal laboratory result]])
* extension[onCorrection].valueCode = #cancel
* action.code = TaskCode#abnormal-lab
* insert LabResultThatCounts
* insert If([[%severity = 'abnormal']])
* insert Where(description, %finding)

Instance: pe-rule-discharge
InstanceOf: Rule
Usage: #definition
Title: "Discharge"
* insert ShippedRule(pe-rule-discharge, Discharge, [[Review the medications after a hospital stay]])
* extension[onCorrection].valueCode = #annotate
* action.code = TaskCode#discharge-follow-up
* action.timingDuration = 7 'd'
* insert StartsWith(Encounter)
* insert NoSample
* insert If([[status = 'finished']])
* insert If([[class.code = 'IMP' or class.code = 'ACUTE' or class.code = 'NONAC']])
* insert If([[hospitalization.dischargeDisposition.coding.where(code = 'exp').empty()]])
* insert Tell(after-discharge)

Instance: pe-rule-missed-appointment
InstanceOf: Rule
Usage: #definition
Title: "Missed appointment"
* insert ShippedRule(pe-rule-missed-appointment, MissedAppointment, [[Find out why the patient did not come and offer another time]])
* extension[onCorrection].valueCode = #cancel
* action.code = TaskCode#missed-appointment
* insert StartsWith(Appointment)
* insert NoSample
* insert If([[status = 'noshow']])

Instance: pe-rule-late-refill
InstanceOf: Rule
Usage: #definition
Title: "Late refill"
* insert ShippedRule(pe-rule-late-refill, LateRefill, [[Ask about a medication whose supply has run out]])
* extension[onCorrection].valueCode = #cancel
* action.code = TaskCode#late-refill
* insert StartsWith(MedicationDispense)
* insert NoSample
* insert If([[status = 'completed']])
* insert If([[%laterFill = false]])
* insert If([[%suppliedUntil > %now - 60 days]])
* insert Where(evaluateAt, %suppliedUntil + 3 days)

Instance: pe-rule-delivery-check
InstanceOf: Rule
Usage: #definition
Title: "Delivery unknown"
* insert ShippedRule(pe-rule-delivery-check, DeliveryCheck, [[Find out whether a message arrived]])
* extension[onCorrection].valueCode = #cancel
* action.code = TaskCode#delivery-check
* insert StartsWith(Communication)
* insert NoSample
* insert If([[status = 'unknown']])

Instance: pe-rule-outreach-call
InstanceOf: Rule
Usage: #definition
Title: "Message not delivered"
* insert ShippedRule(pe-rule-outreach-call, OutreachCall, [[Call the patient whom a message did not reach]])
* extension[onCorrection].valueCode = #annotate
* action.code = TaskCode#outreach-call
* insert StartsWith(Communication)
* insert NoSample
* insert If([[status = 'not-done']])
* insert If([[statusReason.coding.where(code = 'bounced' or code = 'carrier-refused' or code = 'no-address' or code = 'carrier-unavailable').exists()]])
