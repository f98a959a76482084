import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dialog } from '@/shared/ui/Dialog'
import { Loaded } from '@/shared/ui/States'
import { readAccess } from './access'
import { AccessForm } from './AccessForm'
import type { Person } from './authorization'

type Props = { readonly person: Person | undefined; readonly onClose: () => void }

/** What somebody has beside their role, and a change of it with its reason. */
export function AccessDialog({ person, onClose }: Props) {
  const { t } = useTranslation()
  const title = person === undefined ? '' : t('rights.title', { name: person.displayName })
  return (
    <Dialog open={person !== undefined} title={title} onClose={onClose}>
      {person === undefined ? null : <AccessOf person={person} onDone={onClose} />}
    </Dialog>
  )
}

function AccessOf({ person, onDone }: { readonly person: Person; readonly onDone: () => void }) {
  const query = useQuery({
    queryKey: ['access', person.name],
    queryFn: ({ signal }) => readAccess(person.name, signal),
  })
  return (
    <Loaded query={query}>
      {(choice) => <AccessForm person={person} choice={choice} onDone={onDone} />}
    </Loaded>
  )
}
