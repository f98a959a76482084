import { useSyncExternalStore } from 'react'

/** Short words at the edge of the page: what was just done, and the way back. */
export type Toast = {
  readonly id: string
  readonly text: string
  readonly kind: 'done' | 'failed'
  readonly undo?: () => void
}

let toasts: readonly Toast[] = []
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  listeners.forEach((listener) => listener())
}

export function dismiss(id: string): void {
  set(toasts.filter((one) => one.id !== id))
}

/** Replaces a toast of the same id and removes it after the time given. */
export function show(toast: Toast, milliseconds: number): void {
  set([...toasts.filter((one) => one.id !== toast.id), toast])
  setTimeout(() => {
    if (toasts.includes(toast)) dismiss(toast.id)
  }, milliseconds)
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
}
