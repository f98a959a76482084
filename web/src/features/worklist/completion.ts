import type { Task } from 'fhir/r4'
import { CS_TASK_OUTCOME, type TaskOutcome } from '@/shared/fhir/canonicals'

/** The task as it will be written: done, with a coded outcome, over the version that was read. */
export function completed(task: Task, outcome: TaskOutcome, note: string, by: string): Task {
  const said = note.trim()
  return {
    ...task,
    status: 'completed',
    output: [
      ...(task.output ?? []),
      {
        type: { text: 'Outcome' },
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

/** A task that is being worked on must have been taken first. */
export function taken(task: Task, by: string, name: string): Task {
  return { ...task, owner: { reference: by, display: name } }
}
