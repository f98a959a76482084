import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Dialog } from '@/shared/ui/Dialog'
import { takesSecret, type Client } from './authorization'
import styles from './authorization.module.css'
import { Confirm, type Question } from './Confirm'
import { Told } from './Told'
import { useAct } from './useAct'

type Props = {
  readonly clients: readonly Client[]
  readonly onEdit: (client: Client) => void
}

export function ClientList({ clients, onEdit }: Props) {
  const { t } = useTranslation()
  const act = useAct('clients')
  const [question, setQuestion] = useState<Question | undefined>()
  const secret = useMutation({
    mutationFn: (id: string) =>
      api.post<{ readonly secret: string }>(`/api/clients/${encodeURIComponent(id)}/secret`),
  })
  const disable = (client: Client): Question => ({
    title: t('clients.disableTitle', { name: client.name }),
    text: t('clients.disableText'),
    action: t('clients.disable'),
    act: () =>
      act.mutate({
        url: `/api/clients/${encodeURIComponent(client.id)}`,
        method: 'DELETE',
        done: t('clients.disabled', { name: client.name }),
      }),
  })
  const rotate = (client: Client): Question => ({
    title: t('clients.secretTitle', { name: client.name }),
    text: t('clients.secretText'),
    action: t('clients.secret'),
    act: () => secret.mutate(client.id),
  })
  return (
    <>
      <ul className={styles.list}>
        {clients.map((client) => (
          <li key={client.id} className={styles.item}>
            <div>
              <strong>{client.name}</strong>
              <p className={styles.dim} dir="ltr">
                {client.id}
              </p>
              <p>{t(`clients.kind.${client.kind}`)}</p>
              <p className={styles.dim} dir="ltr">
                {client.scopes.join(' ')}
              </p>
            </div>
            <div className={styles.buttons} role="group" aria-label={client.name}>
              <Button variant="default" onClick={() => onEdit(client)}>
                {t('clients.change')}
              </Button>
              {takesSecret(client) ? (
                <Button variant="default" onClick={() => setQuestion(rotate(client))}>
                  {t('clients.secret')}
                </Button>
              ) : null}
              <Button variant="default" onClick={() => setQuestion(disable(client))}>
                {t('clients.disable')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Confirm question={question} onClose={() => setQuestion(undefined)} />
      <Dialog open={secret.data !== undefined} title={t('clients.secret')} onClose={secret.reset}>
        <Told
          label={t('clients.secretLabel')}
          text={secret.data?.secret ?? ''}
          hint={t('clients.secretHint')}
        />
      </Dialog>
    </>
  )
}
