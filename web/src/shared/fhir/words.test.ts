import { expect, it } from 'vitest'
import { idOf, keyOf } from './bundle'
import { outcomeText } from './problem'
import { ageOf, rangeText, valueText } from './words'

it('counts full years only', () => {
  const patient = { resourceType: 'Patient', birthDate: '1948-03-02' } as const
  expect(ageOf(patient, new Date(2026, 2, 1))).toBe(77)
  expect(ageOf(patient, new Date(2026, 2, 2))).toBe(78)
  expect(ageOf({ resourceType: 'Patient' }, new Date())).toBeUndefined()
})

it('always shows the unit, and the comparator where there is one', () => {
  const base = { resourceType: 'Observation', status: 'final', code: {} } as const
  expect(valueText({ ...base, valueQuantity: { value: 6.8, unit: 'mmol/L' } })).toBe('6.8 mmol/L')
  expect(valueText({ ...base, valueQuantity: { value: 5, comparator: '<', code: 'mg/L' } })).toBe(
    '<5 mg/L',
  )
  expect(
    rangeText({
      ...base,
      referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1, unit: 'mmol/L' } }],
    }),
  ).toBe('3.5–5.1 mmol/L')
})

it('finds what a reference names, wherever it lives and in whatever version', () => {
  expect(keyOf('http://127.0.0.1:8080/fhir/Task/7/_history/2')).toBe('Task/7')
  expect(idOf({ reference: 'Patient/a.b-1' })).toBe('a.b-1')
  expect(keyOf(undefined)).toBeUndefined()
})

it('repeats what the server says in its outcome', () => {
  const issue = [
    { severity: 'error', code: 'invalid', diagnostics: 'Unknown parameter x.' } as const,
  ]
  expect(outcomeText({ resourceType: 'OperationOutcome', issue })).toBe('Unknown parameter x.')
  expect(outcomeText(undefined)).toBeUndefined()
})
