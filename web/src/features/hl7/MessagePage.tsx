import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import type { Me } from '@/shared/auth/me'
import { api } from '@/shared/fhir/client'
import { Icon } from '@/shared/ui/Icon'
import { Failed, Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import styles from './MessagesPage.module.css'
import { Editor } from './Editor'
import type { Message } from './message'
import { MessageView } from './MessageView'
import { mayRepair } from './permissions'
import { useMessage } from './useMessage'

/** One received message, and what can be done if it is not what it should be. */
export function MessagePage({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const { message = '' } = useParams()
  const now = useNow()
  const query = useMessage(message)
  useTitle(t('message.title'))
  return (
    <div className={styles.page}>
      <p>
        <Link to="/integration">{t('nav.integration')}</Link>
      </p>
      <Loaded query={query} lines={12}>
        {(found) => (
          <>
            <h1>
              {found.heading?.type} <span dir="ltr">{found.heading?.controlId}</span>
            </h1>
            <p>
              <Time at={found.received} now={now} /> · {t('integration.ack')} {found.ackCode} ·{' '}
              {t(`inbox.${found.state}`, found.state)}
            </p>
            {mayRepair(me) ? <Repair message={found} /> : null}
            <MessageView message={found} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function Repair({ message }: { readonly message: Message }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const go = useNavigate()
  const [editing, setEditing] = useState(false)
  const address = `/api/hl7/messages/${encodeURIComponent(message.id)}`
  const refresh = () => queries.invalidateQueries({ queryKey: ['hl7'] })
  const replay = useMutation({
    mutationFn: () => api.act('POST', `${address}/replay`),
    onSettled: refresh,
  })
  const correct = useMutation({
    mutationFn: (text: string) =>
      api.postText<{ readonly id: string }>(`${address}/corrected`, text),
    onSuccess: async ({ id }) => {
      await refresh()
      setEditing(false)
      await go(`/integration/messages/${id}`)
    },
  })
  const broken = message.state === 'failed' || message.state === 'quarantined'
  if (editing) {
    return (
      <Editor
        label={t('message.corrected')}
        hint={t('message.correctedHint')}
        text={message.raw}
        action={t('message.sendCorrected')}
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
          {t('message.replay')}
        </Button>
        {broken ? (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('message.correct')}
          </Button>
        ) : null}
      </p>
      {replay.error === null ? null : <Failed error={replay.error} />}
    </>
  )
}
