import { expect, it } from 'vitest'
import { destinationOf, healthOf, outboundUrl, type DestinationStatus } from './outbound'

const status = (change: Partial<DestinationStatus> = {}): DestinationStatus => ({
  destination: {
    name: 'ehr',
    address: 'mllp://ehr:2575',
    application: 'EHR',
    facility: '',
    messages: ['SIU'],
    enabled: true,
  },
  circuit: 'CLOSED',
  waiting: 0,
  failed: 0,
  ...change,
})

it('says the worst of a destination first', () => {
  expect(healthOf(status())).toBe('well')
  expect(healthOf(status({ waiting: 3 }))).toBe('waiting')
  expect(healthOf(status({ waiting: 3, failed: 1 }))).toBe('letters')
  expect(healthOf(status({ failed: 1, circuit: 'OPEN' }))).toBe('away')
  const off = { ...status().destination, enabled: false }
  expect(healthOf(status({ destination: off, circuit: 'OPEN' }))).toBe('off')
})

it('reads the codes of a form in any spelling', () => {
  const form = new FormData()
  form.set('name', ' ehr ')
  form.set('messages', 'siu, oru ADT,')
  form.set('enabled', 'on')
  expect(destinationOf(form)).toEqual({
    name: 'ehr',
    address: '',
    application: '',
    facility: '',
    messages: ['SIU', 'ORU', 'ADT'],
    enabled: true,
  })
})

it('asks for the dead letters of one destination', () => {
  expect(outboundUrl(new URLSearchParams('destination=ehr&state=failed'))).toBe(
    '/api/hl7/outbound?limit=100&destination=ehr&state=failed',
  )
})
