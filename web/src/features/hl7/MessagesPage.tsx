import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api } from '@/shared/fhir/client'
import { Empty, Loaded } from '@/shared/ui/States'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import { IntegrationTabs } from './IntegrationTabs'
import type { MessageSummary } from './message'
import { MessageFilters } from './MessageFilters'
import styles from './MessagesPage.module.css'
import { MessageTable } from './MessageTable'
import { isFiltered, messagesUrl, PAGE } from './search'

/** What came, what was answered, and what became of it. */
export function MessagesPage() {
  const { t } = useTranslation()
  const now = useNow()
  const [address] = useSearchParams()
  const url = messagesUrl(address)
  const query = useQuery({
    queryKey: ['hl7', 'messages', url],
    refetchInterval: 3_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<readonly MessageSummary[]>(url, signal),
  })
  useTitle(t('nav.integration'))
  return (
    <div className={styles.page}>
      <IntegrationTabs />
      <h1>{t('integration.title')}</h1>
      <MessageFilters />
      <Loaded query={query}>
        {(messages) =>
          messages.length === 0 ? (
            isFiltered(address) ? (
              <Empty icon="search" title={t('integration.noneFound')} />
            ) : (
              <Empty icon="inbox" title={t('integration.none')} hint={t('integration.noneHint')} />
            )
          ) : (
            <>
              <MessageTable messages={messages} now={now} />
              {messages.length < PAGE ? null : <Older last={messages.at(-1)} />}
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function Older({ last }: { readonly last: MessageSummary | undefined }) {
  const { t } = useTranslation()
  const [address] = useSearchParams()
  const next = new URLSearchParams(address)
  if (last !== undefined) next.set('before', String(last.id))
  return (
    <p>
      <Link to={`?${next}`}>{t('integration.older')}</Link>
    </p>
  )
}
