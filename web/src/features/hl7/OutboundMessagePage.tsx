import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { Me } from '@/shared/auth/me'
import { api } from '@/shared/fhir/client'
import { Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import styles from './MessagesPage.module.css'
import type { Outbound } from './outbound'
import { mayRepair } from './permissions'
import { RawView } from './RawView'
import { Repair } from './Repair'

const ignore = () => undefined

/** One message that goes out: what it says, what was answered, and once more. */
export function OutboundMessagePage({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const { message = '' } = useParams()
  const now = useNow()
  const query = useQuery({
    queryKey: ['hl7', 'outbound', 'one', message],
    queryFn: ({ signal }) =>
      api.get<Outbound>(`/api/hl7/outbound/${encodeURIComponent(message)}`, signal),
  })
  useTitle(t('outbound.message'))
  return (
    <div className={styles.page}>
      <p>
        <Link to="/integration/outbound">{t('outbound.title')}</Link>
      </p>
      <Loaded query={query} lines={12}>
        {(found) => (
          <>
            <h1>
              {found.type} <span dir="ltr">{found.controlId}</span>
            </h1>
            <p>
              <Time at={found.created} now={now} /> · {found.destination} ·{' '}
              <span dir="ltr">{found.about}</span> ·{' '}
              {[t(`inbox.${found.state}`), found.failure].filter(Boolean).join(': ')}
            </p>
            {mayRepair(me) ? <Mend message={found} /> : null}
            <Words title={t('outbound.said')} raw={found.raw} />
            {found.ack === '' ? null : <Words title={t('outbound.answered')} raw={found.ack} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Words({ title, raw }: { readonly title: string; readonly raw: string }) {
  return (
    <>
      <h2>{title}</h2>
      <RawView raw={raw} atoms={[]} lit={undefined} onLit={ignore} label={title} />
    </>
  )
}

function Mend({ message }: { readonly message: Outbound }) {
  const { t } = useTranslation()
  const address = `/api/hl7/outbound/${encodeURIComponent(message.id)}`
  return (
    <Repair
      address={address}
      raw={message.raw}
      correctable={message.state === 'failed'}
      words={{
        replay: t('outbound.replay'),
        send: t('outbound.sendCorrected'),
        hint: t('outbound.correctedHint', { id: message.controlId }),
      }}
      onCorrect={(text) => api.actText('POST', `${address}/corrected`, text)}
    />
  )
}
