Instance: task-prioritize
InstanceOf: OperationDefinition
Usage: #definition
Title: "Task/$prioritize"
* url = "https://mortar.dev/fhir/OperationDefinition/task-prioritize"
* version = "0.1.0"
* name = "TaskPrioritize"
* status = #active
* kind = #operation
* affectsState = true
* code = #prioritize
* description = "Scores follow-up tasks as of a moment, says why, and stores the score unless told otherwise. The factors of a task add up to its score."
* resource = #Task
* system = false
* type = true
* instance = true
* insert In(task, 0, *, Reference, [[The tasks to score; on an instance, that task]])
* parameter[=].targetProfile = "http://hl7.org/fhir/StructureDefinition/Task"
* insert In(filter, 0, 1, string, [[A search of tasks to score, such as status=requested]])
* insert In(as-of, 0, 1, dateTime, [[The moment for which to score; now if absent]])
* insert In(method, 0, 1, code, [[How to score; automatic if absent]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = Canonical(ScoreMethodVS)
* insert In(persist, 0, 1, boolean, [[Whether to store the scores; true if absent]])
* insert Out(task, 0, *, [[One scored task]])
* insert Part(ref, 1, 1, Reference, [[The task]])
* insert Part(score, 1, 1, decimal, [[0 to 100]])
* insert Part(priority, 1, 1, code, [[The priority that follows]])
* insert Part(due, 0, 1, dateTime, [[When the task is due]])
* parameter[=].part[+].name = #factor
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = 0
* parameter[=].part[=].max = "*"
* parameter[=].part[=].documentation = "A reason, in words and points"
* insert SubPart(code, 1, 1, code, [[The kind of factor]])
* insert SubPart(label, 1, 1, string, [[The reason as a person reads it]])
* insert SubPart(points, 1, 1, decimal, [[What it adds to the score]])
* insert Part(gap, 0, *, string, [[A datum that was missing]])
