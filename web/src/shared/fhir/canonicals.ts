/** The guide's addresses that the pages need, in one place. */
const BASE = 'https://mortar.dev/fhir'

export const EXT_PRIORITY_SCORE = `${BASE}/StructureDefinition/pe-priority-score`
export const CS_TASK_CODE = `${BASE}/CodeSystem/pe-task-code`
export const CS_TASK_BUSINESS_STATUS = `${BASE}/CodeSystem/pe-task-business-status`
export const CS_TASK_OUTCOME = `${BASE}/CodeSystem/pe-task-outcome`
export const SID_HL7_INBOX = `${BASE}/sid/hl7-inbox`
export const SID_HL7_CONTROL_ID = `${BASE}/sid/hl7-control-id`

/** Codes of pe-task-outcome in the order in which they are offered. */
export const TASK_OUTCOMES = [
  'resolved',
  'reached',
  'prescriber-contacted',
  'referred',
  'therapy-changed',
  'refilled',
  'rescheduled',
  'voicemail',
  'no-answer',
  'refused',
  'not-needed',
] as const

export type TaskOutcome = (typeof TASK_OUTCOMES)[number]

/** Codes of pe-task-code that the filter offers. */
export const TASK_CODES = [
  'critical-lab',
  'abnormal-lab',
  'discharge-follow-up',
  'missed-appointment',
  'late-refill',
  'new-high-risk-medication',
  'vaccine-due',
  'unmapped-code',
  'outreach-call',
  'delivery-check',
  'patient-request',
  'care-gap',
] as const

export const PRIORITIES = ['stat', 'asap', 'urgent', 'routine'] as const
export type Priority = (typeof PRIORITIES)[number]

/** The states in which there is still something to do. */
export const OPEN_STATES = 'requested,ready,accepted,in-progress'
