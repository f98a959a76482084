import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './AtomList.module.css'
import type { Atom } from './message'
import { canonicalPath } from './raw'

type Props = {
  readonly atoms: readonly Atom[]
  readonly lit: string | undefined
  readonly onLit: (path: string | undefined) => void
}

/** Every value of the message and what became of it. The arrows walk through; both sides light up. */
export function AtomList({ atoms, lit, onLit }: Props) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const at = atoms.findIndex((atom) => canonicalPath(atom.path) === lit)
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = atoms[Math.max(0, Math.min(at + step, atoms.length - 1))]
    if (next !== undefined) onLit(canonicalPath(next.path))
  }
  return (
    <ul
      ref={list}
      className={styles.list}
      role="listbox"
      aria-label={t('message.fields')}
      tabIndex={0}
      onKeyDown={press}
      {...(at >= 0 ? { 'aria-activedescendant': `atom-${at}` } : {})}
    >
      {atoms.map((atom, n) => {
        const path = canonicalPath(atom.path)
        return (
          <li
            key={atom.path + n}
            id={`atom-${n}`}
            role="option"
            aria-selected={path === lit}
            className={styles.atom}
            data-fate={atom.fate}
            title={atom.row ?? undefined}
            onPointerEnter={() => onLit(path)}
            onClick={() => onLit(path)}
          >
            <span className={styles.path} dir="ltr">
              {atom.path}
            </span>
            <span className={styles.value}>{atom.value}</span>
            <span className={styles.fate}>{t(`fate.${atom.fate}`)}</span>
            <span className={styles.target} dir="ltr">
              {(atom.targets ?? []).join(', ')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
