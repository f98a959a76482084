import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Loaded } from '@/shared/ui/States'
import { useTitle } from '@/shared/ui/useTitle'
import { AccessDialog } from './AccessDialog'
import type { Person } from './authorization'
import styles from './authorization.module.css'
import { InviteDialog } from './InviteDialog'
import { LinksDialog } from './LinksDialog'
import { PeopleTable } from './PeopleTable'

/** Who may sign in, as what, and how somebody comes in or is kept out. */
export function PeoplePage() {
  const { t } = useTranslation()
  const [invited, setInvited] = useState<Person | 'new' | undefined>()
  const [linked, setLinked] = useState<Person | undefined>()
  const [changed, setChanged] = useState<Person | undefined>()
  useTitle(t('people.title'))
  const query = useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => api.get<readonly Person[]>('/api/accounts', signal),
  })
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('people.title')}</h1>
        <Button onClick={() => setInvited('new')}>{t('people.invite')}</Button>
      </header>
      <Loaded query={query}>
        {(people) => (
          <PeopleTable
            people={people}
            onInvite={setInvited}
            onLinks={setLinked}
            onAccess={setChanged}
          />
        )}
      </Loaded>
      <InviteDialog invited={invited} onClose={() => setInvited(undefined)} />
      <AccessDialog person={changed} onClose={() => setChanged(undefined)} />
      <LinksDialog person={linked} onClose={() => setLinked(undefined)} />
    </div>
  )
}
