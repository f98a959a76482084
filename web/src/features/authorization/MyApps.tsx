import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Empty, Loaded } from '@/shared/ui/States'
import type { Permitted } from './authorization'
import styles from './authorization.module.css'
import { Confirm, type Question } from './Confirm'
import { useAct } from './useAct'

/** What I have allowed, to whom, and how I take it back. */
export function MyApps() {
  const { t } = useTranslation()
  const act = useAct('my-apps')
  const [question, setQuestion] = useState<Question | undefined>()
  const query = useQuery({
    queryKey: ['my-apps'],
    queryFn: ({ signal }) => api.get<readonly Permitted[]>('/api/me/apps', signal),
  })
  const withdraw = (app: Permitted): Question => ({
    title: t('apps.withdrawTitle', { name: app.name }),
    text: t('apps.withdrawText'),
    action: t('apps.withdraw'),
    act: () =>
      act.mutate({
        url: `/api/me/apps/${encodeURIComponent(app.client)}`,
        method: 'DELETE',
        done: t('apps.withdrawn', { name: app.name }),
      }),
  })
  return (
    <>
      {/* Above what is loaded, so that it does not move away from under a finger. */}
      <p>
        <a href="/login/passkeys">{t('apps.passkeys')}</a>
        {' · '}
        <a href="/login/password">{t('apps.password')}</a>
      </p>
      <Loaded query={query} lines={2}>
        {(apps) =>
          apps.length === 0 ? (
            <Empty title={t('apps.none')} hint={t('apps.noneHint')} />
          ) : (
            <ul className={styles.list}>
              {apps.map((app) => (
                <li key={app.client} className={styles.item}>
                  <div>
                    <strong>{app.name}</strong>
                    <ul className={styles.words}>
                      {app.allows.map((word) => (
                        <li key={word}>{word}</li>
                      ))}
                    </ul>
                    {app.lasts ? <p>{t('apps.lasts')}</p> : null}
                  </div>
                  <div className={styles.buttons} role="group" aria-label={app.name}>
                    <Button variant="default" onClick={() => setQuestion(withdraw(app))}>
                      {t('apps.withdraw')}
                    </Button>
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Confirm question={question} onClose={() => setQuestion(undefined)} />
    </>
  )
}
