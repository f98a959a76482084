import { expect, it } from 'vitest'
import { isClosed, placesOf } from './places'

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

it('a module that is closed to somebody is not offered, and its addresses lead nowhere', () => {
  const me = { permissions: ['clinical.read'], modules: ['interfaces'] }
  expect(placesOf(me).map(({ to }) => to)).toEqual(['/patients', '/integration'])
  expect(isClosed(me, '/worklist')).toBe(true)
  expect(isClosed(me, '/worklist/7')).toBe(true)
  expect(isClosed(me, '/worklistx')).toBe(false)
  expect(isClosed(me, '/patients')).toBe(false)
  expect(isClosed(me, '/integration/codes')).toBe(false)
})
