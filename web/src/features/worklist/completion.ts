import type { Task } from 'fhir/r4'
import {
  CS_TASK_BUSINESS_STATUS,
  CS_TASK_OUTCOME,
  type TaskOutcome,
} from '@/shared/fhir/canonicals'

/** The task as it will be written: done, with a coded outcome, over the version that was read. */
export function completed(task: Task, outcome: TaskOutcome, note: string, by: string): Task {
  const said = note.trim()
  return {
    ...task,
    status: 'completed',
    businessStatus: { coding: [{ system: CS_TASK_BUSINESS_STATUS, code: 'done' }] },
    output: [
      ...(task.output ?? []),
      {
        type: task.code ?? { text: 'Outcome' },
        valueCodeableConcept: { coding: [{ system: CS_TASK_OUTCOME, code: outcome }] },
      },
    ],
    ...(said === ''
      ? {}
      : {
          note: [
            ...(task.note ?? []),
            { text: said, time: new Date().toISOString(), authorReference: { reference: by } },
          ],
        }),
  }
}

/** Taken over: mine from now on, and no longer waiting for somebody. */
export function taken(task: Task, owner: string, name: string): Task {
  const waiting = ['requested', 'received', 'ready'].includes(task.status)
  return {
    ...task,
    ...(waiting ? { status: 'accepted' } : {}),
    businessStatus: { coding: [{ system: CS_TASK_BUSINESS_STATUS, code: 'assigned' }] },
    owner: { reference: owner, display: name },
  }
}
