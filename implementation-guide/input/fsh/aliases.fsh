Alias: $ParticipationMode = http://terminology.hl7.org/CodeSystem/v3-ParticipationMode
Alias: $Loinc = http://loinc.org
Alias: $Ucum = http://unitsofmeasure.org
Alias: $ObservationCategory = http://terminology.hl7.org/CodeSystem/observation-category
Alias: $ConsentScope = http://terminology.hl7.org/CodeSystem/consentscope
Alias: $PlanType = http://terminology.hl7.org/CodeSystem/plan-definition-type
Alias: $TriggerType = http://hl7.org/fhir/trigger-type
