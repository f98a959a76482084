import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { Me } from '@/shared/auth/me'
import { api } from '@/shared/fhir/client'
import { Empty, Loaded } from '@/shared/ui/States'
import { useTitle } from '@/shared/ui/useTitle'
import { IntegrationTabs } from './IntegrationTabs'
import styles from './MessagesPage.module.css'
import { mayRepair } from './permissions'
import { SenderProfile } from './SenderProfile'

/** What is agreed with each sender, and what a change of it would do. */
export function SendersPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const { sender } = useParams()
  const query = useQuery({
    queryKey: ['hl7', 'senders'],
    queryFn: ({ signal }) => api.get<readonly string[]>('/api/hl7/senders', signal),
  })
  useTitle(t('senders.title'))
  return (
    <div className={styles.page}>
      <IntegrationTabs />
      <h1>{t('senders.title')}</h1>
      <Loaded query={query}>
        {(names) => (
          <>
            {names.length === 0 ? (
              <Empty icon="file" title={t('senders.none')} hint={t('senders.noneHint')} />
            ) : (
              <ul className={styles.names}>
                {names.map((name) => (
                  <li key={name}>
                    <Link
                      to={`/integration/senders/${encodeURIComponent(name)}`}
                      aria-current={name === sender ? 'page' : undefined}
                    >
                      {name}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
            <SenderProfile
              key={sender ?? ''}
              name={sender}
              known={sender !== undefined && names.includes(sender)}
              mayChange={mayRepair(me)}
            />
          </>
        )}
      </Loaded>
    </div>
  )
}
