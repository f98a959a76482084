import type { Patient, Practitioner, PractitionerRole, Reference, Task } from 'fhir/r4'
import { PRIORITIES, type Priority } from './canonicals'
import { all, byKey, idOf, keyOf, type Page } from './bundle'
import { scoreOf, type Score } from './score'
import { ageOf, conceptText, nameText } from './words'

/** One line of work, as every page that lists tasks shows it. */
export type WorkItem = {
  readonly task: Task
  readonly id: string
  readonly priority: Priority
  readonly score: Score | undefined
  /** The strongest reason in words, else what the task says of itself. */
  readonly reason: string | undefined
  readonly kind: string
  readonly kindText: string | undefined
  readonly patientId: string | undefined
  readonly patientName: string | undefined
  readonly patientAge: number | undefined
  readonly phone: string | undefined
  readonly due: string | undefined
  readonly owner: string | undefined
  readonly ownerName: string | undefined
}

export type People = {
  readonly patients: ReadonlyMap<string, Patient>
  readonly practitioners: ReadonlyMap<string, Practitioner>
  readonly roles: ReadonlyMap<string, PractitionerRole>
}

export const NOBODY: People = { patients: new Map(), practitioners: new Map(), roles: new Map() }

/** The parameters that bring along who a task is about and whose it is. */
export const WITH_PEOPLE = [
  ['_include', 'Task:patient'],
  ['_include', 'Task:owner'],
  ['_include:iterate', 'PractitionerRole:practitioner'],
] as const

export function peopleOf(pages: readonly Page[]): People {
  return {
    patients: byKey(pages.flatMap((page) => all(page, 'Patient'))),
    practitioners: byKey(pages.flatMap((page) => all(page, 'Practitioner'))),
    roles: byKey(pages.flatMap((page) => all(page, 'PractitionerRole'))),
  }
}

/** An owner is a person, or a person in a role. */
function ownerName(owner: Reference | undefined, people: People): string | undefined {
  const key = keyOf(owner) ?? ''
  const role = people.roles.get(key)
  const person = people.practitioners.get(keyOf(role?.practitioner) ?? key)
  return nameText(person?.name) ?? role?.practitioner?.display ?? owner?.display
}

function priorityOf(task: Task): Priority {
  return PRIORITIES.find((one) => one === task.priority) ?? 'routine'
}

export function workItem(task: Task, people: People, now: Date): WorkItem {
  const score = scoreOf(task)
  const patientId = idOf(task.for)
  const patient = people.patients.get(`Patient/${patientId ?? ''}`)
  return {
    task,
    id: task.id ?? '',
    priority: priorityOf(task),
    score,
    reason: score?.factors[0]?.label ?? conceptText(task.reasonCode) ?? task.description,
    kind: task.code?.coding?.[0]?.code ?? '',
    kindText: conceptText(task.code),
    patientId,
    patientName: nameText(patient?.name) ?? task.for?.display,
    patientAge: ageOf(patient, now),
    phone: patient?.telecom?.find((one) => one.system === 'phone')?.value,
    due: task.restriction?.period?.end ?? task.executionPeriod?.end,
    owner: keyOf(task.owner),
    ownerName: ownerName(task.owner, people),
  }
}
