import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Dialog } from '@/shared/ui/Dialog'
import { Failed } from '@/shared/ui/States'
import { registration, type Client } from './authorization'
import styles from './authorization.module.css'
import { ClientFields } from './ClientFields'

type Props = { readonly edited: Client | 'new' | undefined; readonly onClose: () => void }

/** Registers an app or changes what it is registered for; the server says which rule is broken. */
export function ClientDialog({ edited, onClose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: ({ id, body }: { readonly id: string; readonly body: unknown }) =>
      api.put<Client>(`/api/clients/${encodeURIComponent(id)}`, body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['clients'] })
      onClose()
    },
  })
  const close = () => {
    save.reset()
    onClose()
  }
  const known = edited === 'new' ? undefined : edited
  return (
    <Dialog
      open={edited !== undefined}
      title={known === undefined ? t('clients.register') : known.name}
      onClose={close}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          save.mutate({ id: known?.id ?? String(form.get('id')), body: registration(form) })
        }}
      >
        <ClientFields client={known} />
        {save.error === null ? null : <Failed error={save.error} />}
        <div className={styles.actions}>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('clients.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
