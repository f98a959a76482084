import type { FhirResource, OperationOutcome } from 'fhir/r4'
import { accessToken, signInAgain } from '@/shared/auth/session'
import type { Page } from './bundle'
import { outcomeText, problem } from './problem'

/** One place speaks to the server: adds the token, reads failures, asks for a new sign-in. */

type Options = {
  readonly method?: string
  readonly body?: unknown
  /** Sent as it is, instead of a body. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Lets the request outlive the page, for the last write when a tab closes. */
  readonly keepalive?: boolean
}

export const FHIR_BASE = '/fhir'

function headersOf(options: Options, requestId: string): Record<string, string> {
  const headers: Record<string, string> = {
    Accept: 'application/fhir+json, application/json',
    // Stored searches would hide the task that came in a second ago.
    'Cache-Control': 'no-cache',
    'X-Request-ID': requestId,
    ...options.headers,
  }
  const token = accessToken()
  if (token !== undefined) headers['Authorization'] = `Bearer ${token}`
  if (options.body !== undefined) headers['Content-Type'] ??= 'application/fhir+json'
  if (options.text !== undefined) headers['Content-Type'] ??= 'text/plain'
  return headers
}

function requestOf(options: Options, requestId: string): RequestInit {
  return {
    method: options.method ?? 'GET',
    headers: headersOf(options, requestId),
    credentials: 'same-origin',
    cache: 'no-store',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.text === undefined ? {} : { body: options.text }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.keepalive === undefined ? {} : { keepalive: options.keepalive }),
  }
}

async function bodyOf(answer: Response): Promise<Partial<OperationOutcome> | undefined> {
  try {
    return await answer.json()
  } catch {
    return undefined
  }
}

async function send(url: string, options: Options): Promise<Response> {
  if (accessToken() === undefined) {
    signInAgain()
    throw problem('Your sign-in has ended.', 401)
  }
  const requestId = crypto.randomUUID().slice(0, 13)
  const answer = await fetch(url, requestOf(options, requestId))
  if (answer.ok) return answer
  if (answer.status === 401) signInAgain()
  const said = outcomeText(await bodyOf(answer))
  const id = answer.headers.get('X-Request-ID') ?? requestId
  throw problem(said ?? `${answer.status} ${answer.statusText}`, answer.status, id)
}

async function json<T>(url: string, options: Options = {}): Promise<T> {
  const answer = await send(url, options)
  return answer.json()
}

const JSON_BODY = { 'Content-Type': 'application/json' }

export const api = {
  get: <T>(url: string, signal?: AbortSignal) => json<T>(url, signal ? { signal } : {}),
  post: <T>(url: string, body?: unknown) =>
    json<T>(url, { method: 'POST', body, headers: JSON_BODY }),
  put: <T>(url: string, body: unknown) => json<T>(url, { method: 'PUT', body, headers: JSON_BODY }),
  /** For a page that the server sends as plain text. */
  text: async (url: string, signal?: AbortSignal) => {
    const answer = await send(url, signal ? { signal } : {})
    return answer.text()
  },
  postText: <T>(url: string, text: string) => json<T>(url, { method: 'POST', text }),
  /** Asks for something to be done whose answer says nothing. */
  act: async (method: 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown) => {
    await send(url, { method, body, headers: JSON_BODY })
  },
  actText: async (method: 'POST' | 'PUT', url: string, text: string) => {
    await send(url, { method, text })
  },
}

export type Search = readonly (readonly [string, string])[]

/** A reference keeps its meaning: commas and bars in values are the caller's to write. */
export function searchUrl(type: string, search: Search): string {
  const query = search.map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  )
  return `${FHIR_BASE}/${type}${query.length > 0 ? `?${query.join('&')}` : ''}`
}

/** Paging links name the server's own base; only their query is used, on our own origin. */
export function nextUrl(bundle: Page): string | undefined {
  const link = bundle.link?.find((one) => one.relation === 'next')?.url
  if (link === undefined) return undefined
  const url = new URL(link, location.origin)
  return url.pathname + url.search
}

export const fhir = {
  read: <T extends FhirResource>(type: T['resourceType'], id: string, signal?: AbortSignal) =>
    json<T>(`${FHIR_BASE}/${type}/${encodeURIComponent(id)}`, signal ? { signal } : {}),
  search: (type: string, search: Search, signal?: AbortSignal) =>
    json<Page>(searchUrl(type, search), signal ? { signal } : {}),
  page: (url: string, signal?: AbortSignal) => json<Page>(url, signal ? { signal } : {}),
  /** Writes only over the version that was read: somebody else's change is never lost. */
  update: <T extends FhirResource>(resource: T, options: Pick<Options, 'keepalive'> = {}) =>
    json<T>(`${FHIR_BASE}/${resource.resourceType}/${encodeURIComponent(resource.id ?? '')}`, {
      method: 'PUT',
      body: resource,
      headers: resource.meta?.versionId ? { 'If-Match': `W/"${resource.meta.versionId}"` } : {},
      ...options,
    }),
}
