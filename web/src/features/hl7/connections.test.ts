import { expect, it } from 'vitest'
import { neverHeard, sendersOf, type Connections } from './connections'

const heard = (profile: string, last: string) => ({
  application: profile.toUpperCase(),
  facility: '',
  profile,
  last,
  messages: 1,
  refused: 0,
})

const CONNECTIONS: Connections = {
  open: [],
  heard: [heard('lab', '2026-03-02T10:00:00Z'), heard('ehr', '2026-03-02T09:00:00Z')],
  silent: ['ehr', 'imm'],
}

it('puts the sender that is missed before the one that is heard', () => {
  expect(sendersOf(CONNECTIONS).map((one) => [one.profile, one.silent])).toEqual([
    ['ehr', true],
    ['lab', false],
  ])
})

it('names the sender that was never heard', () => {
  expect(neverHeard(CONNECTIONS)).toEqual(['imm'])
})
