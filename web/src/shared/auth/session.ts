import { leaveToSignIn, type Grant } from './signIn'

/** The grant of the person at this page; deliberately out of reach of storage and of other pages. */
let current: Grant | undefined
let leaving = false

export function openSession(grant: Grant): void {
  current = grant
}

export function closeSession(): void {
  current = undefined
}

/** Undefined when there is none or when it ends within ten seconds. */
export function accessToken(now: number = Date.now()): string | undefined {
  return current !== undefined && current.expiresAt - 10_000 > now ? current.accessToken : undefined
}

/** Signs in again and comes back to the same page; many requests may ask for it at once. */
export function signInAgain(): void {
  if (leaving) return
  leaving = true
  void leaveToSignIn(location.pathname + location.search)
}
