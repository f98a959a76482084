// Search parameters of Task that R4 lacks.

Instance: pe-task-due
InstanceOf: SearchParameter
Usage: #definition
Title: "Task: due"
* insert SearchFor(Task, due, date)
* url = "https://mortar.dev/fhir/SearchParameter/pe-task-due"
* name = "TaskDue"
* description = "When the task is due."
* expression = "Task.restriction.period.end"

Instance: pe-task-priority-score
InstanceOf: SearchParameter
Usage: #definition
Title: "Task: priority-score"
* insert SearchFor(Task, priority-score, number)
* url = "https://mortar.dev/fhir/SearchParameter/pe-task-priority-score"
* name = "TaskPriorityScore"
* description = "The priority score, 0 to 100."
* expression = "Task.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-priority-score').extension.where(url='score').value"

Instance: pe-task-escalation-level
InstanceOf: SearchParameter
Usage: #definition
Title: "Task: escalation-level"
* insert SearchFor(Task, escalation-level, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-task-escalation-level"
* name = "TaskEscalationLevel"
* description = "How far up the overdue task has gone."
* expression = "Task.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-escalation').extension.where(url='level').value"

Instance: pe-task-sla-breach
InstanceOf: SearchParameter
Usage: #definition
Title: "Task: sla-breach"
* insert SearchFor(Task, sla-breach, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-task-sla-breach"
* name = "TaskSlaBreach"
* description = "The agreed times that the task missed."
* expression = "Task.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-sla-breach').extension.where(url='kind').value"

Instance: pe-task-outcome
InstanceOf: SearchParameter
Usage: #definition
Title: "Task: outcome"
* insert SearchFor(Task, outcome, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-task-outcome"
* name = "TaskOutcome"
* description = "How the task ended."
* expression = "(Task.output.value as CodeableConcept)"

Instance: pe-task-reason-reference
InstanceOf: SearchParameter
Usage: #definition
Title: "Task: reason-reference"
* insert SearchFor(Task, reason-reference, reference)
* url = "https://mortar.dev/fhir/SearchParameter/pe-task-reason-reference"
* name = "TaskReasonReference"
* description = "The fact that caused the task."
* expression = "Task.reasonReference"
* target[+] = #Observation
* target[+] = #Encounter
* target[+] = #Appointment
* target[+] = #MedicationDispense
* target[+] = #MedicationRequest
* target[+] = #Communication
* target[+] = #Condition
* target[+] = #DetectedIssue
* target[+] = #AuditEvent
