import { challengeOf, randomText } from './pkce'

/**
 * Authorization code with PKCE. Only the one-time verifier, the state and the page to come back to
 * are kept while the browser is away; tokens live in memory alone and are gone with the page.
 */
const CLIENT = 'mortar-web'
const CALLBACK = '/app/callback'
const PENDING = 'mortar-sign-in'

export type Grant = {
  readonly accessToken: string
  readonly expiresAt: number
}

type Pending = { readonly verifier: string; readonly state: string; readonly returnTo: string }

/** Only a page of ours may be returned to, whatever the address says. */
export function safeReturn(path: string): string {
  return /^\/app\/(?!\/)[^\\]*$/.test(path) && !path.startsWith(CALLBACK) ? path : '/app/'
}

export async function authorizeUrl(origin: string, pending: Pending): Promise<string> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT,
    redirect_uri: origin + CALLBACK,
    scope: 'openid fhirUser user/*.cruds',
    state: pending.state,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
    aud: `${origin}/fhir`,
  })
  return `${origin}/oauth2/authorize?${query}`
}

/** Leaves the page for the sign-in form; the answer comes back to the callback page. */
export async function leaveToSignIn(returnTo: string): Promise<void> {
  const pending = { verifier: randomText(), state: randomText(), returnTo: safeReturn(returnTo) }
  sessionStorage.setItem(PENDING, JSON.stringify(pending))
  location.assign(await authorizeUrl(location.origin, pending))
}

function takePending(): Pending | undefined {
  const kept = sessionStorage.getItem(PENDING)
  sessionStorage.removeItem(PENDING)
  return kept === null ? undefined : JSON.parse(kept)
}

export function isCallback(path: string): boolean {
  return path === CALLBACK
}

/** Exchanges the code of the callback address; rejects with a sentence for the person. */
export async function finishSignIn(address: URL): Promise<{ grant: Grant; returnTo: string }> {
  const pending = takePending()
  const failure = address.searchParams.get('error_description') ?? address.searchParams.get('error')
  if (failure !== null) throw new Error(failure)
  const code = address.searchParams.get('code')
  if (
    pending === undefined ||
    code === null ||
    address.searchParams.get('state') !== pending.state
  ) {
    throw new Error('This sign-in was not started here or has been used already.')
  }
  const answer = await fetch('/oauth2/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: CLIENT,
      redirect_uri: address.origin + CALLBACK,
      code,
      code_verifier: pending.verifier,
    }),
  })
  if (!answer.ok) throw new Error(`The sign-in was refused (${answer.status}).`)
  const body: { access_token: string; expires_in?: number } = await answer.json()
  const expiresAt = Date.now() + (body.expires_in ?? 300) * 1000
  return { grant: { accessToken: body.access_token, expiresAt }, returnTo: pending.returnTo }
}
