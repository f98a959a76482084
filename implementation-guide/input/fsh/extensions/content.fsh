// The content of Basic resources: one extension holds what the resource is about.

Extension: SlaTarget
Id: pe-sla-target
Title: "Service level target"
Description: "How soon a task must be taken and completed. The first target whose code and priority match counts; an absent code or priority matches all."
Context: Basic
* extension contains
    code 0..1 MS and
    priority 0..1 MS and
    respond 0..1 MS and
    complete 1..1 MS and
    businessHours 0..1 MS and
    performer 0..1 MS and
    escalation 0..* MS
* extension[code].value[x] only code
* extension[code].valueCode from TaskCodeVS (extensible)
* extension[priority].value[x] only code
* extension[priority].valueCode from http://hl7.org/fhir/ValueSet/request-priority (required)
* extension[respond] ^short = "Time until somebody takes it"
* extension[respond].value[x] only Duration
* extension[complete] ^short = "Time until it is done"
* extension[complete].value[x] only Duration
* extension[businessHours] ^short = "Whether only opening hours count; if absent, every hour counts"
* extension[businessHours].value[x] only boolean
* extension[performer] ^short = "The role that does it first"
* extension[performer].value[x] only code
* extension[performer].valueCode from RoleVS (required)
* extension[escalation] ^short = "Who is told when it is overdue, and how long after"
* extension[escalation].extension contains
    level 1..1 MS and
    after 1..1 MS and
    role 1..1 MS
* extension[escalation].extension[level].value[x] only code
* extension[escalation].extension[level].valueCode from EscalationLevelVS (required)
* extension[escalation].extension[after] ^short = "Time after the due time"
* extension[escalation].extension[after].value[x] only Duration
* extension[escalation].extension[role].value[x] only code
* extension[escalation].extension[role].valueCode from RoleVS (required)

Extension: TemplateContent
Id: pe-template-content
Title: "Template content"
Description: "A message template: for which purpose, medium and language, and its text."
Context: Basic
* extension contains
    name 1..1 MS and
    version 1..1 MS and
    purpose 1..1 MS and
    channel 1..1 MS and
    language 1..1 MS and
    subject 0..1 MS and
    body 1..1 MS and
    variable 0..* MS and
    maxSegments 0..1 MS
* extension[name] ^short = "Shared by all media and languages of one message"
* extension[name].value[x] only string
* extension[version].value[x] only string
* extension[purpose].value[x] only code
* extension[purpose].valueCode from MsgPurposeVS (required)
* extension[channel].value[x] only code
* extension[channel].valueCode from MediumVS (required)
* extension[language].value[x] only code
* extension[language].valueCode from http://hl7.org/fhir/ValueSet/languages (preferred)
* extension[subject] ^short = "Subject line of an e-mail"
* extension[subject].value[x] only string
* extension[body].value[x] only string
* extension[variable] ^short = "A variable of the text and where its value comes from"
* extension[variable].extension contains
    name 1..1 MS and
    path 1..1 MS
* extension[variable].extension[name].value[x] only string
* extension[variable].extension[path] ^short = "FHIRPath on the resource that the message is about"
* extension[variable].extension[path].value[x] only string
* extension[maxSegments] ^short = "A longer SMS is refused when the template is saved"
* extension[maxSegments].value[x] only positiveInt

Extension: Cadence
Id: pe-cadence
Title: "Cadence"
Description: "When reminders go out before an appointment."
Context: Basic
* extension contains
    purpose 1..1 MS and
    step 1..* MS
* extension[purpose].value[x] only code
* extension[purpose].valueCode from MsgPurposeVS (required)
* extension[step].extension contains
    before 1..1 MS and
    channel 0..* MS and
    template 1..1 MS
* extension[step].extension[before] ^short = "Time before the start"
* extension[step].extension[before].value[x] only Duration
* extension[step].extension[channel] ^short = "Media in order of choice; the patient's preference if absent"
* extension[step].extension[channel].value[x] only code
* extension[step].extension[channel].valueCode from MediumVS (required)
* extension[step].extension[template] ^short = "Name of the template"
* extension[step].extension[template].value[x] only string

Extension: Weights
Id: pe-weights
Title: "Weights"
Description: "The weights, caps, thresholds and parameters of the priority score."
Context: Basic
* extension contains
    version 1..1 MS and
    factor 1..* MS and
    threshold 1..* MS and
    parameter 0..* MS
* extension[version].value[x] only string
* extension[factor] ^short = "The most points that a factor may add"
* extension[factor].extension contains
    code 1..1 MS and
    points 1..1 MS and
    cap 0..1 MS
* extension[factor].extension[code].value[x] only code
* extension[factor].extension[code].valueCode from PriorityFactorVS (required)
* extension[factor].extension[points].value[x] only decimal
* extension[factor].extension[cap] ^short = "Upper limit where several reasons add to the same factor"
* extension[factor].extension[cap].value[x] only decimal
* extension[threshold] ^short = "From which score on a task has a priority"
* extension[threshold].extension contains
    priority 1..1 MS and
    score 1..1 MS
* extension[threshold].extension[priority].value[x] only code
* extension[threshold].extension[priority].valueCode from http://hl7.org/fhir/ValueSet/request-priority (required)
* extension[threshold].extension[score].value[x] only decimal
* extension[parameter] ^short = "A number that a factor is computed with, such as the age from which a person counts as old"
* extension[parameter].extension contains
    name 1..1 MS and
    value 1..1 MS
* extension[parameter].extension[name].value[x] only string
* extension[parameter].extension[value].value[x] only decimal

Extension: SettingValue
Id: pe-setting-value
Title: "Setting value"
Description: "A named setting and its value."
Context: Basic
* extension contains
    key 1..1 MS and
    value 1..1 MS
* extension[key].value[x] only string
* extension[value].value[x] only boolean or integer or decimal or string or code or time or Duration
