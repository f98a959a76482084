import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import type { Me } from '@/shared/auth/me'
import { api } from '@/shared/fhir/client'
import { Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import styles from './MessagesPage.module.css'
import type { Message } from './message'
import { MessageView } from './MessageView'
import { mayRepair } from './permissions'
import { Repair } from './Repair'
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
            {mayRepair(me) ? <Mend message={found} /> : null}
            <MessageView message={found} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function Mend({ message }: { readonly message: Message }) {
  const { t } = useTranslation()
  const go = useNavigate()
  const address = `/api/hl7/messages/${encodeURIComponent(message.id)}`
  const correct = async (text: string) => {
    const { id } = await api.postText<{ readonly id: string }>(`${address}/corrected`, text)
    await go(`/integration/messages/${id}`)
  }
  return (
    <Repair
      address={address}
      raw={message.raw}
      correctable={message.state === 'failed' || message.state === 'quarantined'}
      words={{
        replay: t('message.replay'),
        send: t('message.sendCorrected'),
        hint: t('message.correctedHint'),
      }}
      onCorrect={correct}
    />
  )
}
