import type { AuditEvent } from 'fhir/r4'
import { expect, it } from 'vitest'
import { lineOf, readQuestion, searchOf, shown, verdictOf } from './events'

const EVENT: AuditEvent = {
  resourceType: 'AuditEvent',
  id: 'e1',
  type: { code: 'rest' },
  subtype: [{ code: 'read' }],
  recorded: '2026-11-20T10:00:00Z',
  outcome: '0',
  agent: [
    { requestor: true, altId: 'sam', role: [{ coding: [{ code: 'technician' }] }] },
    { requestor: false, altId: 'mortar-web' },
  ],
  source: { observer: { display: 'Mortar' } },
  entity: [
    { query: 'aGk=' },
    { what: { identifier: { value: 'https://x.example/fhir/Observation/o1' } } },
    { what: { identifier: { value: 'https://x.example/fhir/Patient/p1' } } },
    { what: { identifier: { value: 'https://x.example/fhir/Patient/p1' } } },
  ],
}

it('says who did what to what', () => {
  expect(lineOf(EVENT)).toEqual({
    id: 'e1',
    at: '2026-11-20T10:00:00Z',
    who: 'sam',
    role: 'technician',
    client: 'mortar-web',
    did: 'read',
    on: ['Observation/o1', 'Patient/p1'],
    refused: false,
    emergency: false,
  })
})

it('marks refusals and emergencies', () => {
  const line = lineOf({ ...EVENT, outcome: '4', purposeOfEvent: [{ coding: [{ code: 'BTG' }] }] })
  expect(line.refused).toBe(true)
  expect(line.emergency).toBe(true)
})

it('asks for whole days, a person, a record and refusals', () => {
  const question = readQuestion(
    new URLSearchParams('from=2026-11-01&to=2026-11-02&who=sam&patient=p1&refused=yes'),
  )
  const search = new URLSearchParams(
    searchOf(question, 'https://x.example').map(([name, value]): [string, string] => [name, value]),
  )
  const days = search.getAll('date').map((date) => Date.parse(date.slice(2)))
  expect((days[1] ?? 0) - (days[0] ?? 0)).toBe(2 * 86_400_000)
  expect(search.get('altid')).toBe('sam')
  expect(search.get('record')).toBe('https://x.example/fhir/Patient/p1')
  expect(search.get('outcome')).toBe('4,8,12')
})

it('asks for nothing that was not asked', () => {
  expect(searchOf(readQuestion(new URLSearchParams()), 'https://x.example')).toEqual([
    ['_sort', '-date'],
    ['_count', '50'],
  ])
})

it('shows three of many', () => {
  expect(shown(['a', 'b', 'c', 'd', 'e'])).toEqual({ keys: ['a', 'b', 'c'], more: 2 })
  expect(shown(['a'])).toEqual({ keys: ['a'], more: 0 })
})

it('reads the verdict on the chain', () => {
  expect(
    verdictOf({
      resourceType: 'Parameters',
      parameter: [
        { name: 'valid', valueBoolean: false },
        { name: 'checked', valueInteger: 7 },
        { name: 'finding' },
        { name: 'finding' },
      ],
    }),
  ).toEqual({ valid: false, checked: 7, findings: 2 })
})
