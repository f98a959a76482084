// Search parameters of Appointment that R4 lacks.

Instance: pe-appointment-created
InstanceOf: SearchParameter
Usage: #definition
Title: "Appointment: created"
* insert SearchFor(Appointment, created, date)
* url = "https://mortar.dev/fhir/SearchParameter/pe-appointment-created"
* name = "AppointmentCreated"
* description = "When the appointment was made."
* expression = "Appointment.created"

Instance: pe-appointment-requested-period
InstanceOf: SearchParameter
Usage: #definition
Title: "Appointment: requested-period"
* insert SearchFor(Appointment, requested-period, date)
* url = "https://mortar.dev/fhir/SearchParameter/pe-appointment-requested-period"
* name = "AppointmentRequestedPeriod"
* description = "When the patient wishes to come."
* expression = "Appointment.requestedPeriod"

Instance: pe-appointment-series
InstanceOf: SearchParameter
Usage: #definition
Title: "Appointment: series"
* insert SearchFor(Appointment, series, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-appointment-series"
* name = "AppointmentSeries"
* description = "The series of which the appointment is one occurrence."
* expression = "Appointment.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-series').extension.where(url='identifier').value"

Instance: pe-appointment-group-id
InstanceOf: SearchParameter
Usage: #definition
Title: "Appointment: group-id"
* insert SearchFor(Appointment, group-id, token)
* url = "https://mortar.dev/fhir/SearchParameter/pe-appointment-group-id"
* name = "AppointmentGroupId"
* description = "The group number that the ordering system gave."
* expression = "Appointment.identifier.where(type.coding.code='PGN')"

Instance: pe-appointment-replaces
InstanceOf: SearchParameter
Usage: #definition
Title: "Appointment: replaces"
* insert SearchFor(Appointment, replaces, reference)
* url = "https://mortar.dev/fhir/SearchParameter/pe-appointment-replaces"
* name = "AppointmentReplaces"
* description = "The appointment that this one replaces."
* expression = "Appointment.extension.where(url='http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces').value"
* target[+] = #Appointment

Instance: pe-appointment-no-show-risk
InstanceOf: SearchParameter
Usage: #definition
Title: "Appointment: no-show-risk"
* insert SearchFor(Appointment, no-show-risk, number)
* url = "https://mortar.dev/fhir/SearchParameter/pe-appointment-no-show-risk"
* name = "AppointmentNoShowRisk"
* description = "The estimated chance that the patient needs help to come."
* expression = "Appointment.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-no-show-risk').value"
