// Results and where they came from.

Profile: LabResult
Parent: Observation
Id: pe-lab-result
Title: "Laboratory result"
Description: "A laboratory result; compatible with US Core."
* status MS
* category 1..* MS
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains laboratory 1..1 MS
* category[laboratory] = $ObservationCategory#laboratory
* code 1..1 MS
* subject 1..1 MS
* subject only Reference(Patient)
* effective[x] MS
* issued MS
* value[x] MS
* dataAbsentReason MS
* interpretation MS
* referenceRange MS

Profile: MessageProvenance
Parent: Provenance
Id: pe-message-provenance
Title: "Provenance of a mapped message"
Description: "Leads from resources to the inbox entry of the message they came from and to its control id."
* target 1..* MS
* recorded MS
* activity MS
* agent MS
* entity 1..* MS
* entity ^slicing.discriminator.type = #value
* entity ^slicing.discriminator.path = "what.identifier.system"
* entity ^slicing.rules = #open
* entity contains inbox 1..1 MS and controlId 0..1 MS
* entity[inbox].role = #source
* entity[inbox].what.identifier 1..1 MS
* entity[inbox].what.identifier.system 1..1
* entity[inbox].what.identifier.system = "https://mortar.dev/fhir/sid/hl7-inbox"
* entity[inbox].what.identifier.value 1..1
* entity[controlId].role = #source
* entity[controlId].what.identifier 1..1 MS
* entity[controlId].what.identifier.system 1..1
* entity[controlId].what.identifier.system = "https://mortar.dev/fhir/sid/hl7-control-id"
* entity[controlId].what.identifier.value 1..1
