import { useTranslation } from 'react-i18next'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import styles from './AuditPage.module.css'
import { shown, type Line } from './events'

/** One event a row; on a phone the table scrolls by itself. */
export function EventTable({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useTranslation()
  const now = useNow()
  return (
    <div className={styles.wrap} role="region" aria-label={t('audit.title')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('audit.at')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.did')}</th>
            <th scope="col">{t('audit.on')}</th>
            <th scope="col">{t('audit.how')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id} data-refused={line.refused}>
              <td>
                <Time at={line.at} now={now} />
              </td>
              <td>
                <span dir="auto">{line.who}</span>
                {line.role === undefined ? null : (
                  <span className={styles.dim}> {t(`role.${line.role}`, line.role)}</span>
                )}
              </td>
              <td>{t(`interaction.${line.did}`, line.did)}</td>
              <td dir="ltr">
                <Resources on={line.on} />
              </td>
              <td>
                {t(line.refused ? 'audit.refused' : 'audit.done')}
                {line.emergency ? ` · ${t('audit.emergency')}` : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Resources({ on }: { readonly on: readonly string[] }) {
  const { t } = useTranslation()
  const { keys, more } = shown(on)
  return (
    <>
      {keys.join(', ')}
      {more === 0 ? null : ` ${t('audit.others', { count: more })}`}
    </>
  )
}
