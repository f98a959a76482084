import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import styles from './Editor.module.css'
import type { DryRun } from './senders'

/** What would come out otherwise, value by value. */
export function DryRunView({ run }: { readonly run: DryRun }) {
  const { t } = useTranslation()
  return (
    <div className={styles.changes} role="status">
      <p>{t('senders.result', { tried: run.messages, count: run.changed.length })}</p>
      {run.changed.map((message) => (
        <details key={message.id}>
          <summary>
            {t('senders.message', { id: message.id })}: {message.before} → {message.after}
          </summary>
          <p>
            <Link to={`/integration/messages/${message.id}`}>{t('senders.look')}</Link>
          </p>
          <ul className={styles.diff} dir="ltr">
            {message.lines.map((line) => (
              <li key={line.path}>
                {line.path}: {line.before === '' ? null : <del>{line.before}</del>}{' '}
                {line.after === '' ? null : <ins>{line.after}</ins>}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  )
}
