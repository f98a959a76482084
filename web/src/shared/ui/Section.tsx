import { useId, type ReactNode } from 'react'
import styles from './Section.module.css'

type Props = {
  readonly title: string
  readonly count?: number | undefined
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A titled part of a page: a line above, no box around. */
export function Section({ title, count, action, children }: Props) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id}>
          {title}
          {count === undefined ? null : <span className={styles.count}> {count}</span>}
        </h2>
        {action}
      </header>
      {children}
    </section>
  )
}
