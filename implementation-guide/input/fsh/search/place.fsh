// To which location something belongs: the bounds of staff who work at some locations only.

Instance: pe-patient-place
InstanceOf: SearchParameter
Usage: #definition
Title: "Patient: place"
* insert SearchFor(Patient, place, string)
* url = "https://mortar.dev/fhir/SearchParameter/pe-patient-place"
* name = "PatientPlace"
* description = "The location to which it belongs, as Location/1, or the word shared."
* expression = "Patient.select(iif(extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-home-location').exists(), extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-home-location').value.reference, 'shared'))"

Instance: pe-appointment-place
InstanceOf: SearchParameter
Usage: #definition
Title: "Appointment: place"
* insert SearchFor(Appointment, place, string)
* url = "https://mortar.dev/fhir/SearchParameter/pe-appointment-place"
* name = "AppointmentPlace"
* description = "The location to which it belongs, as Location/1, or the word shared."
* expression = "Appointment.select(iif(participant.actor.where(reference.contains('Location/')).exists(), participant.actor.where(reference.contains('Location/')).reference, 'shared'))"

Instance: pe-encounter-place
InstanceOf: SearchParameter
Usage: #definition
Title: "Encounter: place"
* insert SearchFor(Encounter, place, string)
* url = "https://mortar.dev/fhir/SearchParameter/pe-encounter-place"
* name = "EncounterPlace"
* description = "The location to which it belongs, as Location/1, or the word shared."
* expression = "Encounter.select(iif(location.location.exists(), location.location.reference, 'shared'))"
