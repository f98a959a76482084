import { expect, it } from 'vitest'
import { elapsed, stepsOf } from './steps'
import type { Thread } from './thread'

const NOTHING: Thread = {
  task: undefined,
  appointment: undefined,
  reason: undefined,
  provenance: undefined,
  inbox: undefined,
  controlId: undefined,
  requests: [],
  communications: [],
}
const message = {
  id: 'in-1',
  received: '2026-11-22T10:00:00.000Z',
  heading: { type: 'ORU^R01', controlId: 'C1' },
  state: 'done',
  ackCode: 'AA',
  raw: 'MSH|',
  resources: ['Patient/1', 'Observation/1', 'Observation/2'],
}
const thread: Thread = {
  ...NOTHING,
  reason: {
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'Potassium' },
    valueQuantity: { value: 6.8, unit: 'mmol/L' },
  },
  provenance: {
    resourceType: 'Provenance',
    agent: [],
    target: [],
    recorded: '2026-11-22T10:00:00.400Z',
  },
  task: {
    resourceType: 'Task',
    id: 't',
    status: 'requested',
    intent: 'order',
    authoredOn: '2026-11-22T10:00:01.900Z',
  },
  communications: [
    { resourceType: 'Communication', status: 'not-done', statusReason: { text: 'quiet hours' } },
  ],
}
const steps = stepsOf(
  thread,
  message,
  (_, fallback) => fallback,
  (at) => at,
)

it('tells the whole way from the message to the patient', () => {
  expect(steps.map((step) => step.title)).toEqual([
    'thread.received',
    'thread.acknowledged',
    'thread.stored',
    'thread.task',
    'thread.notSent',
  ])
  expect(steps[2]?.words).toEqual(['Potassium 6.8 mmol/L', 'Patient, 2 × Observation'])
  expect(steps.at(-1)?.bad).toBe(true)
})

it('says how long each station took from the first', () => {
  expect(steps.map((step) => elapsed(steps, step, 'en'))).toEqual([
    undefined,
    undefined,
    '0.4 sec',
    '1.9 sec',
    undefined,
  ])
})

it('is empty where the record holds nothing', () => {
  expect(
    stepsOf(
      NOTHING,
      undefined,
      (_, fallback) => fallback,
      (at) => at,
    ),
  ).toEqual([])
})
