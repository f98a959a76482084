/** What the server tells of its connections. */
export type Open = {
  readonly peer: string
  readonly door: string
  readonly certificate?: readonly string[]
  readonly since: string
  readonly messages: number
  readonly last: string
}

export type Heard = {
  readonly application: string
  readonly facility: string
  readonly profile: string
  readonly last: string
  readonly messages: number
  readonly refused: number
}

export type Connections = {
  readonly open: readonly Open[]
  readonly heard: readonly Heard[]
  readonly silent: readonly string[]
}

/** Silent senders first, for they need a call; then the newest. */
export function sendersOf(connections: Connections): readonly (Heard & { silent: boolean })[] {
  const silent = new Set(connections.silent)
  const heard = connections.heard.map((one) => ({ ...one, silent: silent.has(one.profile) }))
  return heard.toSorted(
    (a, b) => Number(b.silent) - Number(a.silent) || b.last.localeCompare(a.last),
  )
}

/** Profiles whose sender is missed and was never heard since the start. */
export function neverHeard(connections: Connections): readonly string[] {
  const heard = new Set(connections.heard.map((one) => one.profile))
  return connections.silent.filter((profile) => !heard.has(profile))
}
