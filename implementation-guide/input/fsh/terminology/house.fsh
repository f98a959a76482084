// Codes of people, places and settings.

CodeSystem: Role
Id: pe-role
Title: "Role"
Description: "What somebody, or a system, is to the pharmacy."
* ^caseSensitive = true
* ^experimental = false
* #manager "Manager"
* #senior-pharmacist "Senior pharmacist"
* #staff-pharmacist "Staff pharmacist"
* #technician "Pharmacy technician"
* #admin-staff "Administrative staff"
* #patient "Patient"
* #caregiver "Caregiver"
* #system-ehr "EHR system"
* #system-lab "Laboratory system"
* #analyst "Analyst"

ValueSet: RoleVS
Id: pe-role
Title: "Roles"
Description: "Every role."
* ^experimental = false
* include codes from system Role

CodeSystem: DataScope
Id: pe-data-scope
Title: "Data scope"
Description: "Whose data a member of staff reaches."
* ^caseSensitive = true
* ^experimental = false
* #own "Own" "Only what is assigned to them."
* #team "Team" "What belongs to their locations."
* #all "All" "Everything of the organisation."

ValueSet: DataScopeVS
Id: pe-data-scope
Title: "Data scopes"
Description: "Every data scope."
* ^experimental = false
* include codes from system DataScope

CodeSystem: Module
Id: pe-module
Title: "Module"
Description: "A part of the program that a role may be given or denied."
* ^caseSensitive = true
* ^experimental = false
* #worklist "Worklist"
* #scheduling "Scheduling"
* #care-plans "Care plans"
* #messages "Messages"
* #finance "Finance"
* #reports "Reports"
* #settings "Settings"
* #staff "Staff"
* #interfaces "Interfaces"
* #audit "Audit trail"

ValueSet: ModuleVS
Id: pe-module
Title: "Modules"
Description: "Every module."
* ^experimental = false
* include codes from system Module

CodeSystem: OrganizationType
Id: pe-organization-type
Title: "Type of organization"
Description: "What an organization is to this installation."
* ^caseSensitive = true
* ^experimental = false
* #tenant "Tenant" "A part of a chain whose people see nothing of the other parts. The organizations below it, and the locations and staff of all of them, belong to it."

ValueSet: OrganizationTypeVS
Id: pe-organization-type
Title: "Types of organization"
Description: "Every type of organization."
* ^experimental = false
* include codes from system OrganizationType

CodeSystem: BasicType
Id: pe-basic-type
Title: "Type of Basic resource"
Description: "What a Basic resource holds; R4 has no resource of its own for these."
* ^caseSensitive = true
* ^experimental = false
* #sla "Service levels"
* #message-template "Message template"
* #reminder-cadence "Reminder cadence"
* #priority-weights "Priority weights"
* #setting "Setting"
* #retention-policy "Retention policy"
* #permission-template "Permission template"
* #account-access "Access of an account"

ValueSet: BasicTypeVS
Id: pe-basic-type
Title: "Types of Basic resource"
Description: "Every type of Basic resource."
* ^experimental = false
* include codes from system BasicType

CodeSystem: NoShowReason
Id: pe-no-show-reason
Title: "No-show reason"
Description: "Why a patient did not come, in their own account."
* ^caseSensitive = true
* ^experimental = false
* #forgot "Forgot"
* #transport "No transport"
* #unwell "Too unwell"
* #work-or-care "Work or caring for somebody"
* #cost "Cost"
* #not-informed "Did not know of it"
* #no-longer-needed "No longer needed"
* #unknown "Unknown"

ValueSet: NoShowReasonVS
Id: pe-no-show-reason
Title: "No-show reasons"
Description: "Every no-show reason."
* ^experimental = false
* include codes from system NoShowReason

CodeSystem: ServiceType
Id: pe-service-type
Title: "Pharmacy service type"
Description: "The services that a pharmacy makes appointments for."
* ^caseSensitive = true
* ^experimental = false
* #medication-review "Comprehensive medication review"
* #follow-up-call "Follow-up call"
* #vaccination "Vaccination"
* #anticoagulation "Anticoagulation check"
* #diabetes-education "Diabetes education"
* #device-training "Device training"

ValueSet: ServiceTypeVS
Id: pe-service-type
Title: "Pharmacy service types"
Description: "Every service type."
* ^experimental = false
* include codes from system ServiceType

CodeSystem: Tag
Id: pe-tag
Title: "Tag"
Description: "Where a resource comes from."
* ^caseSensitive = true
* ^experimental = false
* #default "Shipped default" "Came with the guide; replaced only if it is absent."
* #sample "Sample" "Synthetic data of the sample pharmacy."
* #archive "Archived" "Ended long ago: searches leave it out unless they ask for this tag."

CodeSystem: AuditSubtype
Id: pe-audit-subtype
Title: "Audit subtype"
Description: "What happened, where no published code says it."
* ^caseSensitive = true
* ^experimental = false
* #token "Token issued" "A client was given an access token, or was refused it."
* #authorization "Access of an app" "An app was allowed to act for a person, or was refused it."
* #revocation "Token revoked" "A client asked that a token end."
* #introspection "Token examined" "Somebody asked what a token stands for."
* #identity "Identity told" "A client asked whose token it holds."
* #permission-change "Permission change" "Somebody's rights were changed."
* #decision-support "Decision support" "An EHR asked a decision service (CDS Hooks) about a patient."
* #decision-feedback "Decision feedback" "An EHR told what became of a card that it had been given."
* #disposal "Disposal" "Records were removed for good, history included."
* #attestation "Attestation" "A manager has attested a review of access rights."

ValueSet: AuditSubtypeVS
Id: pe-audit-subtype
Title: "Audit subtypes"
Description: "Every audit subtype of our own."
* ^experimental = false
* include codes from system AuditSubtype

CodeSystem: AuditProblem
Id: pe-audit-problem
Title: "Audit problem"
Description: "What is wrong with the trail of audit events."
* ^caseSensitive = true
* ^experimental = false
* #event-changed "Event changed" "The stored event is not the one that was written."
* #event-missing "Event missing" "The event of a link is not in the store."
* #link-broken "Link broken" "A link does not follow from the one before."
* #link-missing "Link missing" "A link was removed."
* #root-broken "Root broken" "The events of a day, or what is said of them, are not what was signed."
* #root-missing "Root missing" "A day has no signed root, or the record of it is gone."

ValueSet: AuditProblemVS
Id: pe-audit-problem
Title: "Audit problems"
Description: "Every problem of the trail."
* ^experimental = false
* include codes from system AuditProblem

CodeSystem: FlagCode
Id: pe-flag-code
Title: "Flag code"
Description: "What a flag says, where no published code says it."
* ^caseSensitive = true
* ^experimental = false
* #legal-hold "Legal hold" "Nothing of the patient may be removed while the flag is active."

ValueSet: FlagCodeVS
Id: pe-flag-code
Title: "Flag codes"
Description: "Every flag code of our own."
* ^experimental = false
* include codes from system FlagCode

CodeSystem: DisposalKind
Id: pe-disposal-kind
Title: "Kind of disposal"
Description: "Why records were removed for good."
* ^caseSensitive = true
* ^experimental = false
* #erasure "Erasure" "A person asked to be erased."
* #retention "Retention" "The time for which the records had to be kept was over."
* #expunge "Expunge" "Somebody removed one record, or its old versions."

ValueSet: DisposalKindVS
Id: pe-disposal-kind
Title: "Kinds of disposal"
Description: "Every kind of disposal."
* ^experimental = false
* include codes from system DisposalKind

CodeSystem: RetentionStart
Id: pe-retention-start
Title: "Start of retention"
Description: "From when the time is counted for which records are kept."
* ^caseSensitive = true
* ^experimental = false
* #last-change "Last change" "When the record was last changed."
* #event "Event" "When what the record tells of happened."
* #last-visit "Last visit" "When anything last happened with the patient, but not before their majority."

ValueSet: RetentionStartVS
Id: pe-retention-start
Title: "Starts of retention"
Description: "Every start of retention."
* ^experimental = false
* include codes from system RetentionStart
