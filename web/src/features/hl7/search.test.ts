import { expect, it } from 'vitest'
import { changed, isFiltered, messagesUrl } from './search'

it('asks the server for what the address says, and for nothing else', () => {
  const address = new URLSearchParams('patient= 4711 &state=failed&utm=1')
  expect(messagesUrl(address)).toBe('/api/hl7/messages?limit=100&patient=4711&state=failed')
})

it('goes back to the first page when a filter changes', () => {
  const address = new URLSearchParams('before=40&type=ADT')
  expect(changed(address, 'state', 'failed').toString()).toBe('type=ADT&state=failed')
  expect(changed(address, 'type', '').toString()).toBe('')
})

it('knows a plain list from a filtered one', () => {
  expect(isFiltered(new URLSearchParams('state='))).toBe(false)
  expect(isFiltered(new URLSearchParams('control=M1'))).toBe(true)
})
