import type { Observation } from 'fhir/r4'
import { expect, it } from 'vitest'
import { flagging, labsOf, trendOf } from './labs'

const result = (at: string, value: number, unit: string): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' },
  effectiveDateTime: at,
  valueQuantity: { value, unit, code: unit },
})

it('shows the newest result and leaves out what was taken back', () => {
  const wrong: Observation = { ...result('2026-05-01', 9, 'mmol/L'), status: 'entered-in-error' }
  const labs = labsOf([
    result('2026-01-01', 4.1, 'mmol/L'),
    wrong,
    result('2026-03-01', 5, 'mmol/L'),
  ])
  expect(labs).toHaveLength(1)
  expect(labs[0]?.latest.valueQuantity?.value).toBe(5)
})

it('draws a trend of one unit only, oldest first', () => {
  const labs = labsOf([
    result('2026-03-01', 5, 'mmol/L'),
    result('2026-02-01', 19, 'mg/dL'),
    result('2026-01-01', 4.1, 'mmol/L'),
  ])
  expect(labs.map((lab) => trendOf(lab).map((point) => point.value))).toEqual([[4.1, 5]])
})

it('folds interpretations to what changes what a person does', () => {
  const flagged = (code: string): Observation => ({
    ...result('2026-01-01', 1, 'x'),
    interpretation: [{ coding: [{ code }] }],
  })
  expect(['HH', 'L', 'N', 'S'].map((code) => flagging(flagged(code)))).toEqual([
    'critical',
    'abnormal',
    'normal',
    undefined,
  ])
})
