import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Empty, Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import styles from './MessagesPage.module.css'
import { useMessages } from './useMessage'

/** Is every feed alive? The newest messages, their answers and what became of them. */
export function MessagesPage() {
  const { t } = useTranslation()
  const now = useNow()
  const query = useMessages(100)
  useTitle(t('nav.integration'))
  return (
    <div className={styles.page}>
      <h1>{t('integration.title')}</h1>
      <Loaded query={query}>
        {(messages) =>
          messages.length === 0 ? (
            <Empty icon="inbox" title={t('integration.none')} hint={t('integration.noneHint')} />
          ) : (
            <div
              className={styles.wrap}
              role="region"
              aria-label={t('integration.title')}
              tabIndex={0}
            >
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th scope="col">{t('integration.received')}</th>
                    <th scope="col">{t('integration.type')}</th>
                    <th scope="col">{t('integration.sender')}</th>
                    <th scope="col">{t('integration.controlId')}</th>
                    <th scope="col">{t('integration.ack')}</th>
                    <th scope="col">{t('integration.state')}</th>
                  </tr>
                </thead>
                <tbody>
                  {messages.map((message) => (
                    <tr key={message.id} data-failed={message.state === 'FAILED'}>
                      <td>
                        <Link to={`/integration/messages/${message.id}`}>
                          <Time at={message.received} now={now} />
                        </Link>
                      </td>
                      <td>{message.heading?.type}</td>
                      <td>
                        {message.heading?.sendingFacility ??
                          message.heading?.sendingApplication ??
                          message.peer}
                      </td>
                      <td dir="ltr">{message.heading?.controlId}</td>
                      <td>{message.ack}</td>
                      <td>
                        {t(`inbox.${message.state}`, message.state)}
                        {message.failure === undefined || message.failure === null
                          ? ''
                          : `: ${message.failure}`}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </div>
  )
}
