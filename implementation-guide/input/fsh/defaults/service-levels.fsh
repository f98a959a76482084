// How soon which task must be taken and done. The first target that fits counts.

RuleSet: Target(respond, respondUnit, complete, completeUnit, businessHours, performer)
* extension[target][=].extension[respond].valueDuration = {respond} '{respondUnit}'
* extension[target][=].extension[complete].valueDuration = {complete} '{completeUnit}'
* extension[target][=].extension[businessHours].valueBoolean = {businessHours}
* extension[target][=].extension[performer].valueCode = #{performer}

RuleSet: Then(level, after, unit, role)
* extension[target][=].extension[escalation][+].extension[level].valueCode = #{level}
* extension[target][=].extension[escalation][=].extension[after].valueDuration = {after} '{unit}'
* extension[target][=].extension[escalation][=].extension[role].valueCode = #{role}

Instance: pe-default-sla
InstanceOf: Sla
Usage: #definition
Title: "Service levels"
* meta.tag = Tag#default
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "sla"
* code = BasicType#sla
* extension[target][+].extension[code].valueCode = #critical-lab
* insert Target(15, min, 1, h, false, staff-pharmacist)
* insert Then(owner, 0, min, staff-pharmacist)
* insert Then(senior, 15, min, senior-pharmacist)
* insert Then(manager, 1, h, manager)
* extension[target][+].extension[code].valueCode = #discharge-follow-up
* insert Target(8, h, 16, h, true, staff-pharmacist)
* insert Then(senior, 1, d, senior-pharmacist)
* insert Then(manager, 3, d, manager)
* extension[target][+].extension[code].valueCode = #missed-appointment
* insert Target(8, h, 16, h, true, admin-staff)
* insert Then(manager, 3, d, manager)
* extension[target][+].extension[code].valueCode = #late-refill
* insert Target(8, h, 16, h, true, technician)
* insert Then(senior, 3, d, senior-pharmacist)
* extension[target][+].extension[code].valueCode = #outreach-call
* insert Target(4, h, 8, h, true, technician)
* insert Then(senior, 1, d, senior-pharmacist)
* extension[target][+].extension[code].valueCode = #delivery-check
* insert Target(4, h, 8, h, true, technician)
* insert Then(senior, 1, d, senior-pharmacist)
* extension[target][+].extension[priority].valueCode = #stat
* insert Target(15, min, 1, h, false, staff-pharmacist)
* insert Then(senior, 15, min, senior-pharmacist)
* insert Then(manager, 1, h, manager)
* extension[target][+].extension[priority].valueCode = #asap
* insert Target(1, h, 4, h, true, staff-pharmacist)
* insert Then(senior, 2, h, senior-pharmacist)
* insert Then(manager, 1, d, manager)
* extension[target][+].extension[priority].valueCode = #urgent
* insert Target(4, h, 8, h, true, staff-pharmacist)
* insert Then(senior, 1, d, senior-pharmacist)
* extension[target][+].extension[priority].valueCode = #routine
* insert Target(16, h, 40, h, true, staff-pharmacist)
* insert Then(senior, 5, d, senior-pharmacist)
