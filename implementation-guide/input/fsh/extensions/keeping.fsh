// How long records are kept, and what is left when they are gone.

Extension: RetentionPolicy
Id: pe-retention-policy
Title: "Retention policy"
Description: "How long which records are kept. Whatever no policy names is kept for ever."
Context: Basic
* extension contains
    type 1..1 MS and
    condition 0..1 MS and
    start 1..1 MS and
    date 0..1 MS and
    period 1..1 MS and
    majority 0..1 MS
* extension[type] ^short = "The type of the records; Patient stands for the whole record of a person"
* extension[type].value[x] only code
* extension[type].valueCode from http://hl7.org/fhir/ValueSet/resource-types (required)
* extension[condition] ^short = "A search that narrows the type, such as status=completed"
* extension[condition].value[x] only string
* extension[start] ^short = "From when the time is counted"
* extension[start].value[x] only code
* extension[start].valueCode from RetentionStartVS (required)
* extension[date] ^short = "With start event: the search parameter of type date that says when it happened"
* extension[date].value[x] only string
* extension[period] ^short = "How long the records are kept, in days or years"
* extension[period].value[x] only Duration
* extension[majority] ^short = "With start last-visit: the age before which no time is counted"
* extension[majority].value[x] only Duration

Extension: Disposal
Id: pe-disposal
Title: "Disposal"
Description: "What was removed for good: kinds and counts, no content."
Context: Provenance
* extension contains
    kind 1..1 MS and
    removed 0..* MS and
    policy 0..1 MS
* extension[kind].value[x] only code
* extension[kind].valueCode from DisposalKindVS (required)
* extension[removed].extension contains
    type 1..1 MS and
    count 1..1 MS
* extension[removed].extension[type] ^short = "The type of the records"
* extension[removed].extension[type].value[x] only code
* extension[removed].extension[count] ^short = "How many of them"
* extension[removed].extension[count].value[x] only unsignedInt
* extension[policy] ^short = "The policy that asked for it, as Basic/7/_history/2"
* extension[policy].value[x] only string
