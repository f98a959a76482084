// Search parameters of PlanDefinition that R4 lacks.

Instance: pe-plandefinition-trigger-name
InstanceOf: SearchParameter
Usage: #definition
Title: "PlanDefinition: trigger-name"
* insert SearchFor(PlanDefinition, trigger-name, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-plandefinition-trigger-name"
* name = "PlanDefinitionTriggerName"
* description = "The name of an event that starts the rule."
* expression = "PlanDefinition.action.trigger.name"
