import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { Me } from '@/shared/auth/me'
import { api } from '@/shared/fhir/client'
import { Icon } from '@/shared/ui/Icon'
import { Failed, Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import { Editor } from './Editor'
import styles from './MessagesPage.module.css'
import type { Outbound } from './outbound'
import { mayRepair } from './permissions'
import { RawView } from './RawView'

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
            {mayRepair(me) ? <Repair message={found} /> : null}
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

function Repair({ message }: { readonly message: Outbound }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const address = `/api/hl7/outbound/${encodeURIComponent(message.id)}`
  const refresh = () => queries.invalidateQueries({ queryKey: ['hl7'] })
  const replay = useMutation({
    mutationFn: () => api.act('POST', `${address}/replay`),
    onSettled: refresh,
  })
  const correct = useMutation({
    mutationFn: (text: string) => api.actText('POST', `${address}/corrected`, text),
    onSuccess: async () => {
      setEditing(false)
      await refresh()
    },
  })
  if (editing) {
    return (
      <Editor
        label={t('message.corrected')}
        hint={t('outbound.correctedHint', { id: message.controlId })}
        text={message.raw}
        action={t('outbound.sendCorrected')}
        pending={correct.isPending}
        error={correct.error}
        onSend={(text) => correct.mutate(text)}
        onCancel={() => setEditing(false)}
      />
    )
  }
  return (
    <>
      <p className={styles.actions}>
        <Button
          variant="default"
          loading={replay.isPending}
          onClick={() => replay.mutate()}
          leftSection={<Icon name="retry" size={16} />}
        >
          {t('outbound.replay')}
        </Button>
        {message.state === 'failed' ? (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('message.correct')}
          </Button>
        ) : null}
      </p>
      {replay.error === null ? null : <Failed error={replay.error} />}
    </>
  )
}
