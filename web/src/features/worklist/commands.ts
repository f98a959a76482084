/** The keys of the worklist. One letter each, never while somebody types. */
export type Command =
  'next' | 'previous' | 'select' | 'complete' | 'message' | 'help' | 'first' | 'last'

const KEYS: Readonly<Record<string, Command>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  x: 'select',
  c: 'complete',
  m: 'message',
  '?': 'help',
  Home: 'first',
  End: 'last',
}

export type Press = {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

export function commandOf(press: Press, typing: boolean): Command | undefined {
  return typing || press.ctrlKey || press.metaKey || press.altKey ? undefined : KEYS[press.key]
}

/** Fields and open dialogs keep their keys. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input,textarea,select,dialog,[popover]') !== null
  )
}

export function move(command: Command, at: number, count: number): number {
  switch (command) {
    case 'next':
      return Math.min(at + 1, count - 1)
    case 'previous':
      return Math.max(at - 1, 0)
    case 'first':
      return 0
    case 'last':
      return count - 1
    default:
      return at
  }
}
