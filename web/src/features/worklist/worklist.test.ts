import type { Task } from 'fhir/r4'
import { describe, expect, it } from 'vitest'
import { NOBODY, workItem } from '@/shared/fhir/task'
import { commandOf, move } from './commands'
import { completed, taken } from './completion'
import { isFiltered, readFilters, searchOf, writeFilters } from './filters'
import { linesOf, rowsOf } from './grouping'
import { pieces } from './pieces'

const now = new Date('2026-11-22T12:00:00Z')
const task = (id: string, priority: 'stat' | 'routine', patient: string): Task => ({
  resourceType: 'Task',
  id,
  status: 'requested',
  intent: 'order',
  priority,
  code: { coding: [{ code: 'late-refill', display: 'Late refill' }] },
  for: { reference: `Patient/${patient}`, display: patient },
  meta: { versionId: '3' },
})
const items = [task('a', 'routine', 'p1'), task('b', 'stat', 'p2'), task('c', 'routine', 'p2')].map(
  (one) => workItem(one, NOBODY, now),
)

describe('filters', () => {
  it('come back from the address as they were written', () => {
    const filters = readFilters(
      new URLSearchParams('status=completed&priority=stat&owner=me&group=due&kind=late-refill'),
    )
    expect(readFilters(writeFilters(filters))).toEqual(filters)
  })

  it('leave the plain view a plain address, and ignore what they do not know', () => {
    const filters = readFilters(new URLSearchParams('status=nonsense&priority=yes'))
    expect(writeFilters(filters).toString()).toBe('')
    expect(isFiltered(filters)).toBe(false)
  })

  it('ask for open work, most pressing first', () => {
    const search = new URLSearchParams(
      [...searchOf(readFilters(new URLSearchParams()), [])].map((pair) => [...pair]),
    )
    expect(search.get('status')).toBe('requested,ready,accepted,in-progress')
    expect(search.get('_sort')).toBe('-priority-score,due')
  })

  it('find my work under each of my roles', () => {
    const mine = searchOf(readFilters(new URLSearchParams('owner=me')), [
      'PractitionerRole/r',
      'Practitioner/p',
    ])
    expect(mine).toContainEqual(['owner', 'PractitionerRole/r,Practitioner/p'])
  })
})

describe('the list', () => {
  it('stands in order of priority, and each row knows its place', () => {
    const lines = linesOf(items, 'priority', now)
    expect(lines.map((line) => (line.kind === 'heading' ? line.key : line.item.id))).toEqual([
      'stat',
      'b',
      'routine',
      'a',
      'c',
    ])
    expect(rowsOf(lines).map((row) => row.id)).toEqual(['b', 'a', 'c'])
  })

  it('groups patients in the order of their most pressing task', () => {
    const keys = linesOf(items, 'patient', now).flatMap((line) =>
      line.kind === 'heading' ? [line.key] : [],
    )
    expect(keys).toEqual(['p1', 'p2'])
  })
})

describe('keys', () => {
  const press = { key: 'j', ctrlKey: false, metaKey: false, altKey: false }

  it('move, but never while somebody types or holds Ctrl', () => {
    expect(commandOf(press, false)).toBe('next')
    expect(commandOf(press, true)).toBeUndefined()
    expect(commandOf({ ...press, ctrlKey: true }, false)).toBeUndefined()
  })

  it('stop at both ends', () => {
    expect(move('next', 2, 3)).toBe(2)
    expect(move('previous', 0, 3)).toBe(0)
    expect(move('last', 0, 3)).toBe(2)
  })
})

describe('completing', () => {
  it('writes a coded outcome over the version that was read', () => {
    const done = completed(task('a', 'stat', 'p'), 'reached', ' said thanks ', 'Practitioner/x')
    expect(done.status).toBe('completed')
    expect(done.meta?.versionId).toBe('3')
    expect(done.output?.[0]?.valueCodeableConcept?.coding?.[0]?.code).toBe('reached')
    expect(done.output?.[0]?.type.coding?.[0]?.code).toBe('late-refill')
    expect(done.note?.[0]?.text).toBe('said thanks')
  })

  it('leaves out an empty note', () => {
    expect(completed(task('a', 'stat', 'p'), 'resolved', '  ', 'x').note).toBeUndefined()
  })

  it('takes a waiting task, and leaves one in progress where it is', () => {
    expect(taken(task('a', 'stat', 'p'), 'PractitionerRole/r', 'R').status).toBe('accepted')
    expect(taken({ ...task('a', 'stat', 'p'), status: 'in-progress' }, 'x', 'R').status).toBe(
      'in-progress',
    )
  })
})

it('draws pieces that are together as long as the score is high, even under a cap', () => {
  const score = {
    score: 70,
    method: undefined,
    version: undefined,
    computedAt: undefined,
    gaps: [],
    factors: [
      { code: 'a', label: '', points: 60 },
      { code: 'b', label: '', points: 20 },
      { code: 'cap', label: '', points: -10 },
    ],
  }
  expect(pieces(score).reduce((sum, piece) => sum + piece.width, 0)).toBeCloseTo(70)
})
