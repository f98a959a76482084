// A member of staff, a service, a calendar and an appointment.

Instance: example-pharmacist
InstanceOf: PharmacyPractitionerRole
Usage: #example
Title: "A staff pharmacist"
* active = true
* practitioner.display = "Robin Elm-Test, PharmD"
* organization.display = "Sample Pharmacy"
* code = Role#staff-pharmacist
* telecom.system = #phone
* telecom.value = "+13125550199"
* availableTime.daysOfWeek[+] = #mon
* availableTime.daysOfWeek[+] = #tue
* availableTime.availableStartTime = "09:00:00"
* availableTime.availableEndTime = "17:00:00"
* extension[moduleAccess][+].valueCode = #worklist
* extension[moduleAccess][+].valueCode = #scheduling
* extension[dataScope].valueCode = #team

Instance: example-service
InstanceOf: PharmacyService
Usage: #example
Title: "Comprehensive medication review"
* active = true
* providedBy.display = "Sample Pharmacy"
* type = ServiceType#medication-review
* name = "Comprehensive medication review"
* appointmentRequired = true
* extension[schedulingParameters].extension[durationMin].valueDuration = 30 'min'
* extension[schedulingParameters].extension[durationDefault].valueDuration = 45 'min'
* extension[schedulingParameters].extension[durationMax].valueDuration = 60 'min'
* extension[schedulingParameters].extension[bufferAfter].valueDuration = 10 'min'
* extension[schedulingParameters].extension[minNotice].valueDuration = 2 'h'
* extension[schedulingParameters].extension[horizon].valueDuration = 90 'd'
* extension[schedulingParameters].extension[maxPerDay].valuePositiveInt = 6
* extension[schedulingParameters].extension[cancelCutoff].valueDuration = 24 'h'

Instance: example-schedule
InstanceOf: PharmacySchedule
Usage: #example
Title: "The pharmacist's calendar"
* active = true
* actor = Reference(example-pharmacist)
* serviceType = ServiceType#medication-review
* planningHorizon.start = "2026-01-01"
* planningHorizon.end = "2026-12-31"

Instance: example-appointment
InstanceOf: PharmacyAppointment
Usage: #example
Title: "A missed medication review"
* status = #noshow
* serviceType = ServiceType#medication-review
* appointmentType = http://terminology.hl7.org/CodeSystem/v2-0276#ROUTINE
* start = "2026-01-14T10:00:00-05:00"
* end = "2026-01-14T10:45:00-05:00"
* minutesDuration = 45
* created = "2026-01-02T15:12:00-05:00"
* participant[+].actor = Reference(example-patient)
* participant[=].status = #accepted
* participant[+].actor = Reference(example-pharmacist)
* participant[=].status = #accepted
* extension[series].extension[identifier].valueIdentifier.system = "https://mortar.dev/fhir/sid/series"
* extension[series].extension[identifier].valueIdentifier.value = "reviews-of-EX-1001"
* extension[series].extension[sequence].valuePositiveInt = 2
* extension[noShowReason].valueCodeableConcept = NoShowReason#transport
* extension[noShowRisk].valueDecimal = 0.31

Instance: example-location
InstanceOf: Location
Usage: #example
Title: "A pharmacy that keeps its hours in its own time zone"
* status = #active
* name = "Sample Pharmacy, Main Street"
* hoursOfOperation.daysOfWeek[+] = #mon
* hoursOfOperation.daysOfWeek[+] = #tue
* hoursOfOperation.openingTime = "08:00:00"
* hoursOfOperation.closingTime = "20:00:00"
* extension[TimeZone].valueCode = #America/New_York
* extension[ClosedDay].extension[date].valueDate = "2026-12-25"
* extension[ClosedDay].extension[name].valueString = "Christmas Day"
