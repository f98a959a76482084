import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Time } from '@/shared/ui/Time'
import type { MessageSummary } from './message'
import { Sheet } from './Sheet'

type Props = { readonly messages: readonly MessageSummary[]; readonly now: Date }

const COLUMNS = ['received', 'type', 'sender', 'controlId', 'ack', 'state'] as const

export function MessageTable({ messages, now }: Props) {
  const { t } = useTranslation()
  return (
    <Sheet
      label={t('integration.title')}
      columns={COLUMNS.map((name) => t(`integration.${name}`))}
      rows={messages.map((message) => ({
        key: String(message.id),
        bad: message.state === 'failed',
        cells: [
          <Link key="at" to={`/integration/messages/${message.id}`}>
            <Time at={message.received} now={now} />
          </Link>,
          message.heading?.type,
          message.heading?.sendingFacility ?? message.heading?.sendingApplication ?? message.peer,
          <span key="id" dir="ltr">
            {message.heading?.controlId}
          </span>,
          message.ackCode,
          stateText(t(`inbox.${message.state}`, message.state), message.failure),
        ],
      }))}
    />
  )
}

function stateText(state: string, failure: string | null | undefined): string {
  return failure === undefined || failure === null || failure === ''
    ? state
    : `${state}: ${failure}`
}
