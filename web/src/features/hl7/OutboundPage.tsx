import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Me } from '@/shared/auth/me'
import { api } from '@/shared/fhir/client'
import { Section } from '@/shared/ui/Section'
import { Empty, Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import { DestinationForm } from './DestinationForm'
import { IntegrationTabs } from './IntegrationTabs'
import styles from './MessagesPage.module.css'
import { healthOf, type DestinationStatus } from './outbound'
import { OutboundList } from './OutboundList'
import { mayRepair } from './permissions'
import { Sheet } from './Sheet'

const COLUMNS = ['name', 'address', 'wants', 'waiting', 'oldest', 'failed', 'health'] as const

/** Who is told, and does it arrive? */
export function OutboundPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['hl7', 'destinations'],
    refetchInterval: 3_000,
    queryFn: ({ signal }) => api.get<readonly DestinationStatus[]>('/api/hl7/destinations', signal),
  })
  useTitle(t('outbound.title'))
  return (
    <div className={styles.page}>
      <IntegrationTabs />
      <h1>{t('outbound.title')}</h1>
      <Loaded query={query}>
        {(found) => (
          <>
            <Section title={t('outbound.destinations')} count={found.length}>
              {found.length === 0 ? (
                <Empty icon="inbox" title={t('outbound.none')} hint={t('outbound.noneHint')} />
              ) : (
                <Destinations found={found} />
              )}
            </Section>
            <OutboundList destinations={found.map((one) => one.destination.name)} />
            {mayRepair(me) ? <DestinationForm known={found.map((one) => one.destination)} /> : null}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Destinations({ found }: { readonly found: readonly DestinationStatus[] }) {
  const { t } = useTranslation()
  const now = useNow()
  return (
    <Sheet
      label={t('outbound.destinations')}
      columns={COLUMNS.map((name) => t(`outbound.${name}`))}
      rows={found.map((status) => {
        const health = healthOf(status)
        const { destination } = status
        return {
          key: destination.name,
          bad: health === 'away' || health === 'letters',
          cells: [
            destination.name,
            <span key="address" dir="ltr">
              {destination.address}
            </span>,
            destination.messages.join(', '),
            status.waiting,
            <Time key="oldest" at={status.oldest ?? undefined} now={now} />,
            status.failed,
            t(`outbound.is.${health}`),
          ],
        }
      })}
    />
  )
}
