import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { all, type Page } from '@/shared/fhir/bundle'
import { fhir, nextUrl } from '@/shared/fhir/client'
import { Empty, Loaded } from '@/shared/ui/States'
import { useTitle } from '@/shared/ui/useTitle'
import styles from './AuditPage.module.css'
import { Chain } from './Chain'
import { EventTable } from './EventTable'
import { lineOf, readQuestion, searchOf, type Question } from './events'
import { QuestionForm } from './QuestionForm'

function useEvents(question: Question) {
  return useInfiniteQuery({
    queryKey: ['audit', question],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      pageParam === ''
        ? fhir.search('AuditEvent', searchOf(question, location.origin), signal)
        : fhir.page(pageParam, signal),
    getNextPageParam: (page) => nextUrl(page),
  })
}

/** Who has looked at what, and who was refused? */
export function AuditPage() {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const question = readQuestion(address)
  const query = useEvents(question)
  useTitle(t('nav.audit'))
  return (
    <div className={styles.page}>
      <h1>{t('audit.title')}</h1>
      <p className={styles.dim}>{t('audit.delay')}</p>
      <Chain />
      <QuestionForm
        key={address.toString()}
        question={question}
        onAsk={(asked) => setAddress(asked)}
      />
      <Loaded query={query}>
        {(pages) => {
          const lines = pages.pages.flatMap((page) => all(page, 'AuditEvent')).map(lineOf)
          if (lines.length === 0)
            return <Empty icon="search" title={t('audit.none')} hint={t('audit.noneHint')} />
          return (
            <>
              <EventTable lines={lines} />
              {query.hasNextPage ? (
                <Button
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('audit.more')}
                </Button>
              ) : null}
            </>
          )
        }}
      </Loaded>
    </div>
  )
}
