import type { ReactNode } from 'react'
import styles from './MessagesPage.module.css'

export type SheetRow = {
  readonly key: string
  readonly bad?: boolean
  readonly cells: readonly ReactNode[]
}

type Props = {
  readonly label: string
  readonly columns: readonly string[]
  readonly rows: readonly SheetRow[]
}

/** A plain table that scrolls by itself where it is wider than the screen. */
export function Sheet({ label, columns, rows }: Props) {
  return (
    <div className={styles.wrap} role="group" aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column, n) => (
              <th key={n} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-failed={row.bad === true}>
              {row.cells.map((cell, n) => (
                <td key={n}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
