import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api } from '@/shared/fhir/client'
import { Section } from '@/shared/ui/Section'
import { Empty, Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import styles from './MessageFilters.module.css'
import { OUT_STATES, outboundUrl, type Outbound } from './outbound'
import { changed } from './search'
import { Sheet } from './Sheet'

const COLUMNS = ['created', 'destination', 'type', 'about', 'attempts', 'state'] as const

/** The messages themselves; the failed ones are the dead letters. */
export function OutboundList({ destinations }: { readonly destinations: readonly string[] }) {
  const { t } = useTranslation()
  const now = useNow()
  const [address, setAddress] = useSearchParams()
  const url = outboundUrl(address)
  const query = useQuery({
    queryKey: ['hl7', 'outbound', url],
    refetchInterval: 3_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<readonly Outbound[]>(url, signal),
  })
  const choices = [
    ['destination', destinations.map((value) => ({ value, label: value }))],
    ['state', OUT_STATES.map((value) => ({ value, label: t(`inbox.${value}`) }))],
  ] as const
  return (
    <Section title={t('outbound.messages')}>
      <div className={styles.filters} role="group" aria-label={t('filter.label')}>
        {choices.map(([name, data]) => (
          <NativeSelect
            key={name}
            aria-label={t(`outbound.${name}`)}
            value={address.get(name) ?? ''}
            data={[{ value: '', label: t(`outbound.any.${name}`) }, ...data]}
            onChange={(event) =>
              setAddress(changed(address, name, event.currentTarget.value), { replace: true })
            }
          />
        ))}
      </div>
      <Loaded query={query}>
        {(found) =>
          found.length === 0 ? (
            <Empty title={t('outbound.noMessages')} />
          ) : (
            <Sheet
              label={t('outbound.messages')}
              columns={COLUMNS.map((name) => t(`outbound.${name}`))}
              rows={found.map((one) => ({
                key: one.id,
                bad: one.state === 'failed',
                cells: [
                  <Link key="at" to={`/integration/outbound/${one.id}`}>
                    <Time at={one.created} now={now} />
                  </Link>,
                  one.destination,
                  one.type,
                  <span key="about" dir="ltr">
                    {one.about}
                  </span>,
                  one.attempts,
                  [t(`inbox.${one.state}`), one.failure].filter(Boolean).join(': '),
                ],
              }))}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
