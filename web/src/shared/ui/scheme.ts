import { useSyncExternalStore } from 'react'

/** Light or dark, chosen by the person or by the system; public/scheme.js sets it before first paint. */
export type Scheme = 'light' | 'dark'

const KEY = 'mortar-color-scheme'
const ATTRIBUTE = 'data-mantine-color-scheme'
const listeners = new Set<() => void>()

export function scheme(): Scheme {
  return document.documentElement.getAttribute(ATTRIBUTE) === 'dark' ? 'dark' : 'light'
}

export function setScheme(next: Scheme): void {
  document.documentElement.setAttribute(ATTRIBUTE, next)
  localStorage.setItem(KEY, next)
  listeners.forEach((listener) => listener())
}

export function useScheme(): Scheme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, scheme)
}
