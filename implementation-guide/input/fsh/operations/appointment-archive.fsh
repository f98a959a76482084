Instance: appointment-archive
InstanceOf: OperationDefinition
Usage: #definition
Title: "Appointment/$archive"
* url = "https://mortar.dev/fhir/OperationDefinition/appointment-archive"
* version = "0.1.0"
* name = "AppointmentArchive"
* status = #active
* kind = #operation
* affectsState = true
* code = #archive
* description = "Gives the tag pe-tag#archive to appointments that are fulfilled, cancelled or missed and ended long ago. Searches leave them out unless they ask for the tag or for an id; they are read as ever."
* resource = #Appointment
* system = false
* type = true
* instance = false
* insert In(months, 1, 1, positiveInt, [[How many months ago they ended at least]])
* insert Out(archived, 1, 1, [[How many were archived]])
* parameter[=].type = #integer
