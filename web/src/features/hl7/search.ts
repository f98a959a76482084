/** The filters of the received messages; they live in the address. */

export const STATES = [
  'waiting',
  'retry',
  'done',
  'failed',
  'quarantined',
  'fragment',
  'joined',
  'corrected',
] as const
export const ISSUES = [
  'unmapped-code',
  'bad-value',
  'required-missing',
  'not-mapped',
  'unknown-type',
  'undecodable',
] as const
export const TEXTS = ['patient', 'control', 'sender', 'type'] as const
const ALL = [...TEXTS, 'state', 'issue', 'before'] as const

/** How many messages one page shows. */
export const PAGE = 100

/** What the server is asked for; what it does not know is left out. */
export function messagesUrl(address: URLSearchParams): string {
  const query = new URLSearchParams({ limit: String(PAGE) })
  for (const name of ALL) {
    const value = (address.get(name) ?? '').trim()
    if (value !== '') query.set(name, value)
  }
  return `/api/hl7/messages?${query}`
}

/** The address with one filter changed, on its first page. */
export function changed(address: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(address)
  next.delete('before')
  if (value === '') next.delete(name)
  else next.set(name, value)
  return next
}

export function isFiltered(address: URLSearchParams): boolean {
  return ALL.some((name) => (address.get(name) ?? '') !== '')
}
