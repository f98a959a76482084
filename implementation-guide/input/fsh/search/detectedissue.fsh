// Search parameters of DetectedIssue that R4 lacks.

Instance: pe-detectedissue-severity
InstanceOf: SearchParameter
Usage: #definition
Title: "DetectedIssue: severity"
* insert SearchFor(DetectedIssue, severity, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-detectedissue-severity"
* name = "DetectedIssueSeverity"
* description = "How severe the issue is."
* expression = "DetectedIssue.severity"

Instance: pe-detectedissue-status
InstanceOf: SearchParameter
Usage: #definition
Title: "DetectedIssue: status"
* insert SearchFor(DetectedIssue, status, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-detectedissue-status"
* name = "DetectedIssueStatus"
* description = "Whether the issue still stands."
* expression = "DetectedIssue.status"
