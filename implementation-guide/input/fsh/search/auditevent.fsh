// Search parameters of AuditEvent that R4 lacks.

Instance: pe-auditevent-record
InstanceOf: SearchParameter
Usage: #definition
Title: "AuditEvent: record"
* insert SearchFor(AuditEvent, record, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-auditevent-record"
* name = "AuditEventRecord"
* description = "The patient whose record was touched, by its address."
* expression = "AuditEvent.entity.where(role.code = '1').what.identifier"
