// Templates of permissions, and who has what beside a role. They are written by the address /api only.

Profile: PermissionTemplate
Parent: Basic
Id: pe-permission-template
Title: "Permission template"
Description: "A named variant of a role: its permissions, narrowed or widened. A change holds for all who have it within a minute; the version before is in the history."
* identifier 1..1 MS
* code = BasicType#permission-template
* extension contains PermissionSet named permissions 1..1 MS

Profile: AccountAccess
Parent: Basic
Id: pe-account-access
Title: "Access of an account"
Description: "What an account has instead of its role's template or beside it."
* identifier 1..1 MS
* code = BasicType#account-access
* extension contains PermissionSet named permissions 1..1 MS
