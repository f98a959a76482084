// What R4 cannot say about work: why a task has its place, and what became of it.

Extension: PriorityScore
Id: pe-priority-score
Title: "Priority score"
Description: "The score of a task from 0 to 100, with the factors that add up to it and the data that were missing."
Context: Task
* extension contains
    score 1..1 MS and
    method 1..1 MS and
    version 1..1 MS and
    computedAt 1..1 MS and
    factor 0..* MS and
    gap 0..* MS
* extension[score] ^short = "0 to 100; the sum of the factors' points"
* extension[score].value[x] only decimal
* extension[method] ^short = "How it was computed"
* extension[method].value[x] only code
* extension[method].valueCode from ScoreMethodVS (required)
* extension[version] ^short = "Version of the weights or of the model"
* extension[version].value[x] only string
* extension[computedAt] ^short = "The moment for which the score holds"
* extension[computedAt].value[x] only dateTime
* extension[factor] ^short = "One reason, in words and points"
* extension[factor].extension contains
    code 1..1 MS and
    label 1..1 MS and
    points 1..1 MS
* extension[factor].extension[code].value[x] only code
* extension[factor].extension[code].valueCode from PriorityFactorVS (required)
* extension[factor].extension[label] ^short = "The reason as a person reads it"
* extension[factor].extension[label].value[x] only string
* extension[factor].extension[points].value[x] only decimal
* extension[gap] ^short = "A datum that was missing, so that its factor counts nothing"
* extension[gap].value[x] only string

Extension: Escalation
Id: pe-escalation
Title: "Escalation"
Description: "One step up of an overdue task."
Context: Task
* extension contains
    level 1..1 MS and
    at 1..1 MS and
    to 0..1 MS
* extension[level].value[x] only code
* extension[level].valueCode from EscalationLevelVS (required)
* extension[at].value[x] only dateTime
* extension[to] ^short = "Who was told"
* extension[to].value[x] only Reference(PractitionerRole or Practitioner or Organization)

Extension: SlaBreach
Id: pe-sla-breach
Title: "Missed service level"
Description: "An agreed time that was missed, and when."
Context: Task
* extension contains
    kind 1..1 MS and
    at 1..1 MS
* extension[kind].value[x] only code
* extension[kind].valueCode from SlaKindVS (required)
* extension[at] ^short = "When the agreed time ran out"
* extension[at].value[x] only dateTime

Extension: AssignmentExplanation
Id: pe-assignment-explanation
Title: "Assignment explanation"
Description: "Why the task went to its owner, in words."
Context: Task
* value[x] only string

Extension: OnCorrection
Id: pe-on-correction
Title: "On correction"
Description: "What becomes of a rule's open task when the fact behind it is corrected so that the rule no longer holds."
Context: PlanDefinition, PlanDefinition.action
* value[x] only code
* valueCode from CorrectionPolicyVS (required)
