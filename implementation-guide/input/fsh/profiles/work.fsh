// Work: rules, the tasks they open, and the tables they read.

Profile: FollowupTask
Parent: Task
Id: pe-followup-task
Title: "Follow-up task"
Description: "One piece of work for the pharmacy, with its due time, its score and the reason for it."
* identifier MS
* status MS
* businessStatus MS
* businessStatus from TaskBusinessStatusVS (extensible)
* intent MS
* priority 1..1 MS
* code 1..1 MS
* code from TaskCodeVS (extensible)
* description MS
* focus MS
* for MS
* for only Reference(Patient)
* authoredOn 1..1 MS
* owner MS
* performerType MS
* restriction MS
* restriction.period MS
* restriction.period.end MS
* restriction.period.end ^short = "When the task is due"
* reasonCode MS
* reasonReference MS
* reasonReference ^short = "The fact that caused it, such as the observation"
* note MS
* output MS
* output ^short = "The coded outcome of a completed task"
* extension contains
    PriorityScore named priorityScore 0..1 MS and
    Escalation named escalation 0..* MS and
    SlaBreach named slaBreach 0..* MS and
    AssignmentExplanation named assignmentExplanation 0..1 MS
* obeys pe-completed-task

Invariant: pe-completed-task
Description: "A completed task has an outcome."
Severity: #error
Expression: "status != 'completed' or output.exists()"

Profile: Rule
Parent: PlanDefinition
Id: pe-rule
Title: "Rule"
Description: "When something is stored or its time comes, and a condition holds, do something about it."
* url 1..1 MS
* version 1..1 MS
* title 1..1 MS
* status MS
* type 1..1 MS
* type = $PlanType#eca-rule
* action 1..* MS
* action.title MS
* action.description MS
* action.code MS
* action.code from TaskCodeVS (extensible)
* action.priority MS
* action.trigger 1..* MS
* action.condition MS
* action.timing[x] MS
* action.timing[x] ^short = "When the work is due, if the service levels do not say so"
* extension contains OnCorrection named onCorrection 0..1 MS
* action.extension contains TemplateRef named template 0..* MS

Profile: CriticalLimits
Parent: ObservationDefinition
Id: pe-critical-limits
Title: "Critical limits"
Description: "Beyond which values a laboratory result is critical, and outside which it is abnormal."
* code 1..1 MS
* quantitativeDetails MS
* qualifiedInterval 1..* MS
* qualifiedInterval.category 1..1 MS
* qualifiedInterval.range 1..1 MS
* qualifiedInterval.age MS
* qualifiedInterval.gender MS

Profile: Sla
Parent: Basic
Id: pe-sla
Title: "Service levels"
Description: "How soon which task must be taken and completed."
* identifier MS
* code = BasicType#sla
* extension contains SlaTarget named target 1..* MS

Profile: PriorityWeights
Parent: Basic
Id: pe-priority-weights
Title: "Priority weights"
Description: "The numbers behind the priority score."
* identifier MS
* code = BasicType#priority-weights
* extension contains Weights named weights 1..1 MS

Profile: Setting
Parent: Basic
Id: pe-setting
Title: "Setting"
Description: "Settings of a pharmacy; the subject is the organisation or location that they hold for, all if absent."
* identifier MS
* code = BasicType#setting
* subject MS
* extension contains SettingValue named setting 1..* MS
