// Codes of the pharmacy's follow-up work.

CodeSystem: TaskCode
Id: pe-task-code
Title: "Follow-up task code"
Description: "What kind of work a follow-up task asks for."
* ^caseSensitive = true
* ^experimental = false
* #critical-lab "Critical laboratory result" "A result beyond the critical limits, or one that the laboratory marked critical."
* #abnormal-lab "Abnormal laboratory result" "A result outside its reference range that is not critical."
* #discharge-follow-up "Follow-up after discharge" "A call or visit after a hospital stay."
* #missed-appointment "Missed appointment" "The patient did not come; find out why and offer another time."
* #late-refill "Late refill" "The supply of a medication has run out and no newer dispense is known."
* #new-high-risk-medication "New high-risk medication" "A medication that calls for counselling was started."
* #vaccine-due "Vaccine due" "A vaccination is due or overdue."
* #unmapped-code "Unmapped code" "A code of a sending system that no table knows yet."
* #outreach-call "Outreach call" "Call the patient because messages did not reach them."
* #appointment-offer "Appointment offer" "Offer a freed time to a patient on the waiting list."
* #delivery-check "Delivery check" "A message left us and nobody can say whether it arrived."
* #patient-request "Patient request" "A patient or caregiver asked for something."
* #interaction-review "Interaction review" "Two medications that should not meet without a look at them."
* #adherence-follow-up "Adherence follow-up" "Doses are taken less regularly than planned."
* #care-gap "Care gap" "A recommended service is missing."
* #complaint "Complaint" "A patient complained."
* #time-off-request "Time-off request" "A member of staff asks for time off."
* #access-review "Access review" "Somebody's access rights are due for review."
* #licence-review "Licence review" "Somebody's licence to practise ends soon, or there is none on record."
* #coverage "Coverage" "Somebody has left whose appointments need another member of staff, or another time."
* #emergency-review "Emergency access review" "Somebody opened a record in an emergency; see whether there was one."
* #breach-notice "Breach notice" "Records were reached by somebody who may not; tell the patients in time."
* #support-ticket "Support ticket" "Something does not work as it should."
* #message-failure "Message failure" "A message of another system could not be taken over."
* #other "Other follow-up" "Work that no other code names."

ValueSet: TaskCodeVS
Id: pe-task-code
Title: "Follow-up task codes"
Description: "Every kind of follow-up work."
* ^experimental = false
* include codes from system TaskCode

CodeSystem: TaskOutcome
Id: pe-task-outcome
Title: "Follow-up task outcome"
Description: "How a follow-up task ended."
* ^caseSensitive = true
* ^experimental = false
* #reached "Reached" "The patient or caregiver was reached and spoken with."
* #voicemail "Left a voicemail"
* #no-answer "No answer"
* #wrong-number "Wrong number"
* #refused "Refused" "The patient declined."
* #resolved "Resolved" "The matter is settled without further contact."
* #referred "Referred" "Handed to another professional or to emergency care."
* #rescheduled "Rescheduled"
* #prescriber-contacted "Prescriber contacted"
* #therapy-changed "Therapy changed"
* #refilled "Refilled"
* #duplicate "Duplicate" "Another task covers the same matter."
* #corrected "Corrected at the source" "The result or event behind the task was corrected."
* #not-needed "Not needed"

ValueSet: TaskOutcomeVS
Id: pe-task-outcome
Title: "Follow-up task outcomes"
Description: "Every way in which a follow-up task may end."
* ^experimental = false
* include codes from system TaskOutcome

CodeSystem: TaskBusinessStatus
Id: pe-task-business-status
Title: "Follow-up task business status"
Description: "Where a follow-up task stands in the pharmacy's own words."
* ^caseSensitive = true
* ^experimental = false
* #open "Open"
* #assigned "Assigned"
* #waiting-for-patient "Waiting for the patient"
* #waiting-for-prescriber "Waiting for the prescriber"
* #escalated "Escalated"
* #overdue "Overdue"
* #done "Done"

ValueSet: TaskBusinessStatusVS
Id: pe-task-business-status
Title: "Follow-up task business statuses"
Description: "Every business status of a follow-up task."
* ^experimental = false
* include codes from system TaskBusinessStatus

CodeSystem: PriorityFactor
Id: pe-priority-factor
Title: "Priority factor"
Description: "What adds points to the priority of a follow-up task."
* ^caseSensitive = true
* ^experimental = false
* #critical-lab "Critical laboratory result"
* #abnormal-lab "Abnormal laboratory result"
* #high-alert-drug "High-alert drug event"
* #interaction "High-priority interaction"
* #discharge "Recent discharge"
* #patient-risk "Patient risk" "A clinical risk score is high."
* #adherence "Adherence" "The proportion of days covered is low."
* #time-pressure "Time pressure" "The share of the agreed time that is used up."
* #vulnerability "Vulnerability" "Age, number of medications, kidney function."
* #care-gap "Care gap"
* #patient-request "Patient request"
* #cap "Cap" "What was taken off because a group of factors may not exceed its maximum."

ValueSet: PriorityFactorVS
Id: pe-priority-factor
Title: "Priority factors"
Description: "Every factor of a priority score."
* ^experimental = false
* include codes from system PriorityFactor

CodeSystem: ScoreMethod
Id: pe-score-method
Title: "Score method"
Description: "How a score was computed."
* ^caseSensitive = true
* ^experimental = false
* #rules "Rules" "The sum of weighted, capped factors."
* #model "Model" "A statistical model."
* #auto "Automatic" "The model if a current one is approved, else the rules."

ValueSet: ScoreMethodVS
Id: pe-score-method
Title: "Score methods"
Description: "Every way to compute a priority score."
* ^experimental = false
* include codes from system ScoreMethod

CodeSystem: EscalationLevel
Id: pe-escalation-level
Title: "Escalation level"
Description: "How far up an overdue task has gone."
* ^caseSensitive = true
* ^experimental = false
* #owner "Owner" "The owner was reminded."
* #senior "Senior pharmacist" "A senior pharmacist was told."
* #manager "Manager" "The manager was told."

ValueSet: EscalationLevelVS
Id: pe-escalation-level
Title: "Escalation levels"
Description: "Every escalation level."
* ^experimental = false
* include codes from system EscalationLevel

CodeSystem: SlaKind
Id: pe-sla-kind
Title: "Kind of service level"
Description: "Which agreed time was missed."
* ^caseSensitive = true
* ^experimental = false
* #respond "Respond" "Nobody took the task in time."
* #complete "Complete" "The task was not completed in time."

ValueSet: SlaKindVS
Id: pe-sla-kind
Title: "Kinds of service level"
Description: "Both agreed times of a task."
* ^experimental = false
* include codes from system SlaKind

CodeSystem: CorrectionPolicy
Id: pe-correction-policy
Title: "Correction policy"
Description: "What becomes of an open task when the fact behind it is corrected so that its rule no longer holds."
* ^caseSensitive = true
* ^experimental = false
* #cancel "Cancel the task"
* #annotate "Keep the task and add a note"

ValueSet: CorrectionPolicyVS
Id: pe-correction-policy
Title: "Correction policies"
Description: "Every correction policy of a rule."
* ^experimental = false
* include codes from system CorrectionPolicy
