import { useEffect } from 'react'

/** The name of the page for tabs, history and screen readers. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Mortar`
  }, [title])
}
