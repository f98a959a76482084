// Search parameters of Slot that R4 lacks.

Instance: pe-slot-end
InstanceOf: SearchParameter
Usage: #definition
Title: "Slot: end"
* insert SearchFor(Slot, end, date)
* url = "https://mortar.dev/fhir/SearchParameter/pe-slot-end"
* name = "SlotEnd"
* description = "When the slot ends."
* expression = "Slot.end"

Instance: pe-slot-hold-expires
InstanceOf: SearchParameter
Usage: #definition
Title: "Slot: hold-expires"
* insert SearchFor(Slot, hold-expires, date)
* url = "https://mortar.dev/fhir/SearchParameter/pe-slot-hold-expires"
* name = "SlotHoldExpires"
* description = "When a held slot becomes free again."
* expression = "Slot.extension.where(url='https://mortar.dev/fhir/StructureDefinition/pe-hold-expires').value"
