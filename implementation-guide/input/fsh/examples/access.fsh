// A template, and somebody who has it.

Instance: example-permission-template
InstanceOf: PermissionTemplate
Usage: #example
Title: "A permission template"
* identifier.system = "https://mortar.dev/fhir/sid/setting"
* identifier.value = "billing-desk"
* code = BasicType#permission-template
* extension[permissions].extension[title].valueString = "Billing desk"
* extension[permissions].extension[role].valueCode = #admin-staff
* extension[permissions].extension[grant].valueString = "finance.*"
* extension[permissions].extension[deny].valueString = "scheduling.write"
* extension[permissions].extension[second-factor].valueString = "finance.write"

Instance: example-account-access
InstanceOf: AccountAccess
Usage: #example
Title: "Access of an account"
* identifier.system = "https://mortar.dev/fhir/sid/account"
* identifier.value = "anna"
* code = BasicType#account-access
* extension[permissions].extension[template].valueString = "billing-desk"
* extension[permissions].extension[grant].valueString = "reports.read"
