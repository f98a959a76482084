import type { Bundle, FhirResource, MedicationDispense, MedicationRequest } from 'fhir/r4'
import { expect, it } from 'vitest'
import { eventsOf } from './events'
import { suppliedUntil } from './medicines'

const request: MedicationRequest = {
  resourceType: 'MedicationRequest',
  id: 'm',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p' },
}

function dispense(handedOver: string, days: number, prescription = 'm'): MedicationDispense {
  return {
    resourceType: 'MedicationDispense',
    status: 'completed',
    whenHandedOver: handedOver,
    daysSupply: { value: days },
    authorizingPrescription: [{ reference: `MedicationRequest/${prescription}` }],
  }
}

it('counts supply from the last hand-over of this prescription', () => {
  const dispenses = [
    dispense('2026-01-01T00:00:00Z', 30),
    dispense('2026-02-01T00:00:00Z', 10),
    dispense('2026-06-01T00:00:00Z', 90, 'another'),
  ]
  expect(suppliedUntil(request, dispenses)).toBe('2026-02-11T00:00:00.000Z')
  expect(suppliedUntil(request, [])).toBeUndefined()
})

it('tells what happened newest first and leaves out what has no time', () => {
  const bundle: Bundle<FhirResource> = {
    resourceType: 'Bundle',
    type: 'searchset',
    entry: [
      {
        resource: {
          resourceType: 'Observation',
          id: '1',
          status: 'final',
          code: { text: 'INR' },
          effectiveDateTime: '2026-01-01',
        },
      },
      {
        resource: { resourceType: 'Observation', id: '2', status: 'final', code: { text: 'INR' } },
      },
      {
        resource: {
          resourceType: 'Communication',
          id: '3',
          status: 'completed',
          sent: '2026-02-01T08:00:00Z',
        },
      },
    ],
  }
  expect(eventsOf([bundle]).map((event) => event.key)).toEqual(['Communication/3', 'Observation/1'])
})
