import { expect, it } from 'vitest'
import { placesOf } from './places'

const offered = (...permissions: string[]) => placesOf({ permissions }).map(({ to }) => to)

it('clinical staff get all places', () => {
  expect(offered('clinical.read', 'clinical.write')).toEqual([
    '/worklist',
    '/patients',
    '/integration',
  ])
})

it('administrative staff see patients, not the clinical work', () => {
  expect(offered('administrative.read', 'administrative.write')).toEqual(['/patients'])
})

it('the manager gets the audit trail too', () => {
  expect(offered('clinical.read', 'system.read')).toContain('/audit')
})

it('who may read no records is offered none', () => {
  expect(offered('analytics.read')).toEqual([])
})
