// What R4 cannot say about appointments, places and staff.

Extension: SchedulingParameters
Id: pe-scheduling-parameters
Title: "Scheduling parameters"
Description: "How appointments for a service are made."
Context: HealthcareService
* extension contains
    durationMin 0..1 MS and
    durationDefault 1..1 MS and
    durationMax 0..1 MS and
    bufferBefore 0..1 MS and
    bufferAfter 0..1 MS and
    minNotice 0..1 MS and
    horizon 0..1 MS and
    maxPerDay 0..1 MS and
    capacity 0..1 MS and
    cancelCutoff 0..1 MS
* extension[durationMin].value[x] only Duration
* extension[durationDefault].value[x] only Duration
* extension[durationMax].value[x] only Duration
* extension[bufferBefore].value[x] only Duration
* extension[bufferAfter].value[x] only Duration
* extension[minNotice] ^short = "No booking closer to the start than this"
* extension[minNotice].value[x] only Duration
* extension[horizon] ^short = "No booking further ahead than this"
* extension[horizon].value[x] only Duration
* extension[maxPerDay].value[x] only positiveInt
* extension[capacity] ^short = "How many patients share one time"
* extension[capacity].value[x] only positiveInt
* extension[cancelCutoff] ^short = "No cancellation by the patient closer to the start than this"
* extension[cancelCutoff].value[x] only Duration

Extension: Series
Id: pe-series
Title: "Series"
Description: "The series of which an appointment is one occurrence."
Context: Appointment
* extension contains
    identifier 1..1 MS and
    sequence 0..1 MS
* extension[identifier].value[x] only Identifier
* extension[sequence] ^short = "1 for the first occurrence"
* extension[sequence].value[x] only positiveInt

Extension: NoShowReasonExtension
Id: pe-no-show-reason
Title: "No-show reason"
Description: "Why the patient did not come."
Context: Appointment
* value[x] only CodeableConcept
* valueCodeableConcept from NoShowReasonVS (extensible)

Extension: NoShowRisk
Id: pe-no-show-risk
Title: "No-show risk"
Description: "The estimated chance, 0 to 1, that the patient will need help to come. It may lead to help only, never to overbooking."
Context: Appointment
* value[x] only decimal

Extension: HoldExpires
Id: pe-hold-expires
Title: "Hold expires"
Description: "When a tentatively held slot becomes free again."
Context: Slot
* value[x] only instant

Extension: TimeZone
Id: pe-time-zone
Title: "Time zone"
Description: "The IANA name of the time zone in which a place keeps its hours, such as America/New_York."
Context: Location, Organization, Patient
* value[x] only code

Extension: ClosedDay
Id: pe-closed-day
Title: "Closed day"
Description: "A day on which the place is closed, such as a holiday; one extension a day."
Context: Location
* extension contains
    date 1..1 MS and
    name 0..1 MS
* extension[date].value[x] only date
* extension[name].value[x] only string

Extension: ModuleAccess
Id: pe-module-access
Title: "Module access"
Description: "A module that this role may use; one extension a module. A role without any may use all that its template allows, one with some uses no others; a module gives nothing beyond the template."
Context: PractitionerRole
* value[x] only code
* valueCode from ModuleVS (required)

Extension: DataScopeExtension
Id: pe-data-scope
Title: "Data scope"
Description: "Whose data this role reaches."
Context: PractitionerRole
* value[x] only code
* valueCode from DataScopeVS (required)

Extension: HomeLocation
Id: pe-home-location
Title: "Home location"
Description: "The location that looks after the patient. Staff who are bound to other locations do not reach the record; a patient without one is everybody's."
Context: Patient
* value[x] only Reference(Location)

Extension: V2Value
Id: pe-v2-value
Title: "Kept HL7 v2 value"
Description: "A value of an HL7 v2 message that has no place in the resource, kept as it came."
Context: Element
* extension contains
    path 1..1 MS and
    value 1..1 MS
* extension[path] ^short = "Where it stood, such as PID-10.1"
* extension[path].value[x] only string
* extension[value].value[x] only string
