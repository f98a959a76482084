// Who may do what, beside what the roles have.

Extension: PermissionSet
Id: pe-permission-set
Title: "Permission set"
Description: "Permissions that are given or taken beside those of a role. A permission is a category or a module with .read, .write or .* behind it, such as finance.read; where one is both given and taken, it is taken."
Context: Basic
* extension contains
    title 0..1 MS and
    role 0..1 MS and
    template 0..1 MS and
    grant 0..* MS and
    deny 0..* MS and
    second-factor 0..* MS
* extension[title] ^short = "What people call a template"
* extension[title].value[x] only string
* extension[role] ^short = "The role that a template starts from"
* extension[role].value[x] only code
* extension[role].valueCode from RoleVS (required)
* extension[template] ^short = "The name of the template that an account has instead of its role's"
* extension[template].value[x] only string
* extension[grant] ^short = "A permission that is given"
* extension[grant].value[x] only string
* extension[deny] ^short = "A permission that is taken"
* extension[deny].value[x] only string
* extension[second-factor] ^short = "A permission that needs a sign-in with a second factor"
* extension[second-factor].value[x] only string
