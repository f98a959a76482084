/** Who may sign in, and which apps and programs may ask for tokens, as the server tells it. */

export const PEOPLE_ROLES = [
  'manager',
  'senior-pharmacist',
  'staff-pharmacist',
  'technician',
  'admin-staff',
  'analyst',
  'patient',
  'caregiver',
] as const

export const PROGRAM_ROLES = ['system-ehr', 'system-lab'] as const

export const KINDS = ['PUBLIC', 'NATIVE', 'CONFIDENTIAL', 'BACKEND'] as const

export type Kind = (typeof KINDS)[number]

export type Person = {
  readonly name: string
  readonly displayName: string
  readonly role: string
  readonly fhirUser: string
  readonly active: boolean
  /** Invited, lapsed (invited, and did not come in time) or suspended, if not active. */
  readonly state: string
}

export type Client = {
  readonly id: string
  readonly name: string
  readonly kind: Kind
  readonly redirectUris: readonly string[]
  readonly launchUri: string
  readonly scopes: readonly string[]
  readonly jwksUri: string
  readonly jwks: string
  readonly certificateSubject: string
  readonly origins: readonly string[]
  readonly role: string
}

export type Permitted = {
  readonly client: string
  readonly name: string
  readonly allows: readonly string[]
  readonly lasts: boolean
}

export function isKind(text: string): text is Kind {
  return KINDS.some((kind) => kind === text)
}

/** Whether the account is for one record only, which must be named. */
export function hasRecord(role: string): boolean {
  return role === 'patient' || role === 'caregiver'
}

/** One a line; empty lines and spaces around do not count. */
export function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** What a form says about why. */
export function reasonOf(form: FormData): string {
  const reason = form.get('reason')
  return typeof reason === 'string' ? reason.trim() : ''
}

/** Where nothing but the address can say why. */
export function withReason(url: string, reason: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams({ reason }).toString()}`
}

/** A secret is only for those who can keep one and prove themselves by nothing better. */
export function takesSecret(
  client: Pick<Client, 'kind' | 'jwks' | 'jwksUri' | 'certificateSubject'>,
): boolean {
  const keeps = client.kind === 'CONFIDENTIAL' || client.kind === 'BACKEND'
  return (
    keeps && [client.jwks, client.jwksUri, client.certificateSubject].every((one) => one === '')
  )
}

/** What the form says, as the server takes it: what the kind has no use for is left out. */
export function registration(form: FormData): Omit<Client, 'id'> {
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const kind = text('kind')
  const backend = kind === 'BACKEND'
  const proves = backend || kind === 'CONFIDENTIAL'
  return {
    name: text('name'),
    kind: isKind(kind) ? kind : 'PUBLIC',
    redirectUris: backend ? [] : lines(text('redirectUris')),
    launchUri: backend ? '' : text('launchUri'),
    origins: backend ? [] : lines(text('origins')),
    scopes: lines(text('scopes')),
    jwksUri: proves ? text('jwksUri') : '',
    jwks: proves ? text('jwks') : '',
    certificateSubject: backend ? text('certificateSubject') : '',
    role: backend ? text('role') : '',
  }
}
