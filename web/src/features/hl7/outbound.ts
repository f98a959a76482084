/** What the server tells of what goes out. */
export type Destination = {
  readonly name: string
  readonly address: string
  readonly application: string
  readonly facility: string
  readonly messages: readonly string[]
  readonly enabled: boolean
}

export type DestinationStatus = {
  readonly destination: Destination
  readonly circuit: string
  readonly waiting: number
  readonly failed: number
  readonly oldest?: string | null
}

export type Outbound = {
  readonly id: string
  readonly destination: string
  readonly about: string
  readonly controlId: string
  readonly type: string
  readonly created: string
  readonly state: string
  readonly attempts: number
  readonly failure: string
  readonly ack: string
  readonly raw: string
}

export const OUT_STATES = ['waiting', 'retry', 'done', 'failed'] as const

export function outboundUrl(address: URLSearchParams): string {
  const query = new URLSearchParams({ limit: '100' })
  for (const name of ['destination', 'state']) {
    const value = address.get(name) ?? ''
    if (value !== '') query.set(name, value)
  }
  return `/api/hl7/outbound?${query}`
}

/** How it goes with a destination, in one word that is a key of the texts. */
export function healthOf(
  status: DestinationStatus,
): 'off' | 'away' | 'letters' | 'waiting' | 'well' {
  if (!status.destination.enabled) return 'off'
  if (status.circuit.toUpperCase() !== 'CLOSED') return 'away'
  if (status.failed > 0) return 'letters'
  return status.waiting > 0 ? 'waiting' : 'well'
}

/** What a form says, as the server takes it: codes in any spelling, with commas or spaces. */
export function destinationOf(form: FormData): Destination {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const codes = text('messages')
    .toUpperCase()
    .split(/[\s,]+/)
  return {
    name: text('name'),
    address: text('address'),
    application: text('application'),
    facility: text('facility'),
    messages: codes.filter((code) => code !== ''),
    enabled: form.get('enabled') === 'on',
  }
}
