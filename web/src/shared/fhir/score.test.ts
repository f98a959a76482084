import { expect, it } from 'vitest'
import { EXT_PRIORITY_SCORE } from './canonicals'
import { scoreOf } from './score'

const factor = (code: string, label: string, points: number) => ({
  url: 'factor',
  extension: [
    { url: 'code', valueCode: code },
    { url: 'label', valueString: label },
    { url: 'points', valueDecimal: points },
  ],
})

it('reads the factors with the strongest first and the gaps as they were said', () => {
  const score = scoreOf({
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    extension: [
      {
        url: EXT_PRIORITY_SCORE,
        extension: [
          { url: 'score', valueDecimal: 52 },
          { url: 'method', valueCode: 'rules' },
          factor('vulnerability', '78 years old', 10),
          factor('cap', 'Capped', -3),
          factor('critical-lab', 'Potassium 6.8 mmol/L', 45),
          { url: 'gap', valueString: 'No eGFR' },
        ],
      },
    ],
  })
  expect(score?.factors.map((one) => one.points)).toEqual([45, 10, -3])
  expect(score?.score).toBe(52)
  expect(score?.gaps).toEqual(['No eGFR'])
})

it('says nothing about a task that was never scored', () => {
  expect(scoreOf({ resourceType: 'Task', status: 'draft', intent: 'order' })).toBeUndefined()
})
