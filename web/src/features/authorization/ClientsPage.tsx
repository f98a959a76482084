import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Empty, Loaded } from '@/shared/ui/States'
import { useTitle } from '@/shared/ui/useTitle'
import type { Client } from './authorization'
import styles from './authorization.module.css'
import { ClientDialog } from './ClientDialog'
import { ClientList } from './ClientList'

/** The apps and programs that may ask for tokens. */
export function ClientsPage() {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<Client | 'new' | undefined>()
  useTitle(t('clients.title'))
  const query = useQuery({
    queryKey: ['clients'],
    queryFn: ({ signal }) => api.get<readonly Client[]>('/api/clients', signal),
  })
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('clients.title')}</h1>
        <Button onClick={() => setEdited('new')}>{t('clients.register')}</Button>
      </header>
      <Loaded query={query}>
        {(clients) =>
          clients.length === 0 ? (
            <Empty icon="integration" title={t('clients.none')} hint={t('clients.noneHint')} />
          ) : (
            <ClientList clients={clients} onEdit={setEdited} />
          )
        }
      </Loaded>
      <ClientDialog edited={edited} onClose={() => setEdited(undefined)} />
    </div>
  )
}
