import { expect, it } from 'vitest'
import { dayTime, distance, dueBand, parse } from './instants'

const now = new Date(2026, 10, 22, 14, 0)
const local = (day: number, hour: number, minute = 0) =>
  new Date(2026, 10, day, hour, minute).toISOString()

it('says today and tomorrow, and the date of other days', () => {
  expect(dayTime(local(22, 14, 30), now, 'en-GB')).toBe('Today 14:30')
  expect(dayTime(local(23, 9), now, 'en-GB')).toBe('Tomorrow 09:00')
  expect(dayTime(local(26, 9), now, 'en-GB')).toMatch(/^Thu 26 Nov 09:00$|^Thu, 26 Nov 09:00$/)
  expect(dayTime('not a time', now, 'en-GB')).toBe('not a time')
})

it('keeps a date without a time a day of the wall calendar', () => {
  expect(parse('2026-11-22').getDate()).toBe(22)
  expect(dayTime('2026-11-22', now, 'en-GB')).toBe('Today')
})

it('measures in the largest unit that fits', () => {
  expect(distance(local(22, 14, 54), now, 'en-GB')).toBe('in 54 min')
  expect(distance(local(24, 14), now, 'en-GB')).toBe('in 2 days')
})

it('sorts due times into bands', () => {
  const bands = [local(22, 13), local(22, 15), local(23, 8), local(27, 8), local(30, 8), undefined]
  expect(bands.map((due) => dueBand(due, now))).toEqual([
    'overdue',
    'today',
    'tomorrow',
    'week',
    'later',
    'open',
  ])
  expect(dueBand('2026-11-22', now)).toBe('today')
})
