import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './RawView.module.css'
import { canonicalPath, segmentsOf } from './raw'
import type { Atom } from './message'

type Props = {
  readonly raw: string
  readonly atoms: readonly Atom[]
  readonly lit: string | undefined
  readonly onLit: (path: string | undefined) => void
  readonly label?: string
}

/** The message as it came, one segment a line; what lies under the pointer is lit on both sides. */
export function RawView({ raw, atoms, lit, onLit, label }: Props) {
  const { t } = useTranslation()
  const segments = useMemo(() => segmentsOf(raw), [raw])
  const fates = useMemo(
    () => new Map(atoms.map((atom) => [canonicalPath(atom.path), atom.fate])),
    [atoms],
  )
  return (
    <div
      className={styles.raw}
      dir="ltr"
      role="region"
      aria-label={label ?? t('message.raw')}
      tabIndex={0}
    >
      {segments.map((segment) => (
        <p key={segment.key} className={styles.segment}>
          {segment.pieces.map((piece, n) => {
            const path = piece.path === undefined ? undefined : canonicalPath(piece.path)
            return path === undefined ? (
              <span key={n} className={n === 0 ? styles.name : styles.delimiter}>
                {piece.text}
              </span>
            ) : (
              <span
                key={n}
                className={styles.atom}
                data-fate={fates.get(path)}
                data-lit={path === lit}
                data-path={path}
                title={piece.path}
                onPointerEnter={() => onLit(path)}
                onClick={() => onLit(path)}
              >
                {piece.text}
              </span>
            )
          })}
        </p>
      ))}
    </div>
  )
}
