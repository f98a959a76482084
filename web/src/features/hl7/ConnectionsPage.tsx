import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api } from '@/shared/fhir/client'
import { Section } from '@/shared/ui/Section'
import { Empty, Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import { neverHeard, sendersOf, type Connections } from './connections'
import { IntegrationTabs } from './IntegrationTabs'
import styles from './MessagesPage.module.css'
import { Sheet } from './Sheet'

const HEARD = ['sender', 'profile', 'last', 'messages', 'refused', 'state'] as const
const OPEN = ['peer', 'door', 'certificate', 'since', 'messages', 'last'] as const

/** Is every feed alive? */
export function ConnectionsPage() {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['hl7', 'connections'],
    refetchInterval: 3_000,
    queryFn: ({ signal }) => api.get<Connections>('/api/hl7/connections', signal),
  })
  useTitle(t('connections.title'))
  return (
    <div className={styles.page}>
      <IntegrationTabs />
      <h1>{t('connections.title')}</h1>
      <Loaded query={query}>{(found) => <Lists found={found} />}</Loaded>
    </div>
  )
}

function Lists({ found }: { readonly found: Connections }) {
  const { t } = useTranslation()
  const now = useNow()
  const missed = neverHeard(found)
  return (
    <>
      {missed.length === 0 ? null : (
        <p className={styles.warning} role="alert">
          {t('connections.never', { names: missed.join(', ') })}
        </p>
      )}
      <Section title={t('connections.heard')} count={found.heard.length}>
        {found.heard.length === 0 ? (
          <Empty icon="inbox" title={t('connections.none')} hint={t('integration.noneHint')} />
        ) : (
          <Sheet
            label={t('connections.heard')}
            columns={HEARD.map((name) => t(`connections.${name}`))}
            rows={sendersOf(found).map((one) => ({
              key: `${one.application} ${one.facility}`,
              bad: one.silent,
              cells: [
                <Link
                  key="sender"
                  to={`/integration?sender=${encodeURIComponent(one.facility || one.application)}`}
                >
                  {[one.application, one.facility].filter(Boolean).join(' @ ')}
                </Link>,
                one.profile,
                <Time key="last" at={one.last} now={now} />,
                one.messages,
                one.refused,
                t(one.silent ? 'connections.silent' : 'connections.alive'),
              ],
            }))}
          />
        )}
      </Section>
      <Section title={t('connections.open')} count={found.open.length}>
        {found.open.length === 0 ? (
          <p className={styles.dim}>{t('connections.noneOpen')}</p>
        ) : (
          <Sheet
            label={t('connections.open')}
            columns={OPEN.map((name) => t(`connections.${name}`))}
            rows={found.open.map((one) => ({
              key: one.peer,
              cells: [
                <span key="peer" dir="ltr">
                  {one.peer}
                </span>,
                one.door.toUpperCase(),
                (one.certificate ?? []).join(', '),
                <Time key="since" at={one.since} now={now} />,
                one.messages,
                <Time key="last" at={one.last} now={now} />,
              ],
            }))}
          />
        )}
      </Section>
    </>
  )
}
