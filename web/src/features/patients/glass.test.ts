import { expect, it } from 'vitest'
import { problem } from '@/shared/fhir/problem'
import { glass, isClosed, openedUntil } from './glass'

it('sends the reason without blanks around it, and the time', () => {
  expect(glass('  collapsed  ', 30).parameter).toEqual([
    { name: 'reason', valueString: 'collapsed' },
    { name: 'minutes', valuePositiveInt: 30 },
  ])
})

it('takes only a refusal for a closed record', () => {
  expect(isClosed(problem('No.', 403))).toBe(true)
  expect(isClosed(problem('Not there.', 404))).toBe(false)
  expect(isClosed(undefined)).toBe(false)
})

it('knows until when the record is open, and when it is no longer', () => {
  const now = new Date('2026-11-22T10:00:00Z')
  const opened = [{ patient: 'Patient/p1', until: '2026-11-22T10:10:00Z' }]
  expect(openedUntil(opened, 'p1', now)).toBe('2026-11-22T10:10:00Z')
  expect(openedUntil(opened, 'p2', now)).toBeUndefined()
  expect(openedUntil(opened, 'p1', new Date('2026-11-22T10:11:00Z'))).toBeUndefined()
  expect(openedUntil(undefined, 'p1', now)).toBeUndefined()
})
