import { useSyncExternalStore } from 'react'

/**
 * Completions wait a moment before they are written, so that undo takes back something that nobody
 * else has seen. A page that closes writes what waits at once.
 */
export const GRACE = 6_000

type Waiting = { readonly write: (last: boolean) => Promise<void>; readonly timer: number }

let waiting: ReadonlyMap<string, Waiting> = new Map()
let hidden: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function changed(next: ReadonlySet<string>): void {
  hidden = next
  listeners.forEach((listener) => listener())
}

function forget(id: string): void {
  const rest = new Map(waiting)
  rest.delete(id)
  waiting = rest
}

/** Shows the rows again: after undo, or when the write was refused. */
export function reveal(ids: readonly string[]): void {
  changed(new Set([...hidden].filter((id) => !ids.includes(id))))
}

export function undo(ids: readonly string[]): void {
  for (const id of ids) {
    clearTimeout(waiting.get(id)?.timer)
    forget(id)
  }
  reveal(ids)
}

/** Hides the row now and writes after the grace, or when the page goes away. */
export function later(id: string, write: (last: boolean) => Promise<void>): void {
  const timer = window.setTimeout(() => {
    forget(id)
    void write(false)
  }, GRACE)
  waiting = new Map(waiting).set(id, { write, timer })
  changed(new Set(hidden).add(id))
}

function flush(): void {
  for (const [id, one] of waiting) {
    clearTimeout(one.timer)
    forget(id)
    void one.write(true)
  }
}

if (typeof window !== 'undefined') addEventListener('pagehide', flush)

export function useHidden(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => hidden,
  )
}
