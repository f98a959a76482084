// Scheduling: services, calendars, appointments.

Profile: PharmacyService
Parent: HealthcareService
Id: pe-service
Title: "Pharmacy service"
Description: "A service that appointments are made for, and how."
* active MS
* providedBy 1..1 MS
* type 1..* MS
* type from ServiceTypeVS (extensible)
* location MS
* name 1..1 MS
* availableTime MS
* notAvailable MS
* extension contains SchedulingParameters named schedulingParameters 0..1 MS

Profile: PharmacySchedule
Parent: Schedule
Id: pe-schedule
Title: "Calendar"
Description: "The calendar of one actor."
* active MS
* actor 1..1 MS
* actor only Reference(PractitionerRole or Location or Device or HealthcareService or Practitioner)
* serviceType MS
* planningHorizon MS

Profile: PharmacyAppointment
Parent: Appointment
Id: pe-appointment
Title: "Appointment"
Description: "An appointment of a patient with the pharmacy; compatible with the IHE scheduling profile."
* identifier MS
* status MS
* cancelationReason MS
* serviceType MS
* appointmentType MS
* reasonCode MS
* start MS
* end MS
* minutesDuration MS
* slot MS
* created MS
* requestedPeriod MS
* participant MS
* participant.actor MS
* participant.status MS
* extension contains
    Series named series 0..1 MS and
    NoShowReasonExtension named noShowReason 0..1 MS and
    NoShowRisk named noShowRisk 0..1
