import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { api } from '@/shared/fhir/client'
import { Icon } from '@/shared/ui/Icon'
import { Failed, Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import styles from './MessagesPage.module.css'
import { MessageView } from './MessageView'
import { useMessage } from './useMessage'

/** One received message, and the button that sends it through the map again. */
export function MessagePage() {
  const { t } = useTranslation()
  const { message = '' } = useParams()
  const now = useNow()
  const queries = useQueryClient()
  const query = useMessage(message)
  const replay = useMutation({
    mutationFn: () => api.post(`/api/hl7/messages/${encodeURIComponent(message)}/replay`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['hl7'] }),
  })
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
              <Time at={found.received} now={now} /> · {t('integration.ack')} {found.ack} ·{' '}
              {t(`inbox.${found.state}`, found.state)}
            </p>
            <p>
              <Button
                variant="default"
                loading={replay.isPending}
                onClick={() => replay.mutate()}
                leftSection={<Icon name="retry" size={16} />}
              >
                {t('message.replay')}
              </Button>
            </p>
            {replay.error === null ? null : <Failed error={replay.error} />}
            <MessageView message={found} />
          </>
        )}
      </Loaded>
    </div>
  )
}
