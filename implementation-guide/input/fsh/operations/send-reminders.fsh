Instance: communicationrequest-send-reminders
InstanceOf: OperationDefinition
Usage: #definition
Title: "CommunicationRequest/$send-reminders"
* url = "https://mortar.dev/fhir/OperationDefinition/communicationrequest-send-reminders"
* version = "0.1.0"
* name = "CommunicationRequestSendReminders"
* status = #active
* kind = #operation
* affectsState = true
* code = #send-reminders
* description = "Plans the reminders of all appointments in a window and sends those whose time has come. Called twice, it does the work once."
* resource = #CommunicationRequest
* system = false
* type = true
* instance = false
* insert In(window, 0, 1, Period, [[Appointments that start in this period; the next seven days if absent]])
* insert In(channel, 0, *, code, [[Only these media]])
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = Canonical(MediumVS)
* insert In(limit, 0, 1, positiveInt, [[At most so many messages]])
* insert In(dry-run, 0, 1, boolean, [[Say what would be done and do nothing; false if absent]])
* insert In(idempotency-key, 0, 1, string, [[A repeated call with the same key gets the first answer]])
* insert Out(planned, 1, 1, [[Messages newly planned]])
* parameter[=].type = #integer
* insert Out(sent, 1, 1, [[Messages handed to a carrier]])
* parameter[=].type = #integer
* insert Out(suppressed, 0, *, [[Messages held back, by reason]])
* insert Part(reason, 1, 1, code, [[Why]])
* insert Part(count, 1, 1, integer, [[How many]])
