import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { MyApps } from '@/features/authorization/MyApps'
import type { Me } from '@/shared/auth/me'
import { all } from '@/shared/fhir/bundle'
import { fhir } from '@/shared/fhir/client'
import { Empty, Loaded } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { Toasts } from '@/shared/ui/Toasts'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import styles from './PatientApp.module.css'

/** What is next for me? The server shows a person only what is theirs. */
export function PatientApp({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const now = useNow()
  useTitle(t('my.title'))
  const query = useQuery({
    queryKey: ['my', 'visits'],
    queryFn: ({ signal }) =>
      fhir.search(
        'Appointment',
        [
          ['date', `ge${new Date().toISOString().slice(0, 10)}`],
          ['_sort', 'date'],
          ['_count', '5'],
        ],
        signal,
      ),
  })
  return (
    <main className={styles.page}>
      <h1>{t('my.hello', { name: me.name })}</h1>
      <h2>{t('my.next')}</h2>
      <Loaded query={query} lines={2}>
        {(bundle) => {
          const visits = all(bundle, 'Appointment').filter((one) => one.start !== undefined)
          if (visits.length === 0)
            return <Empty icon="calendar" title={t('my.none')} hint={t('my.noneHint')} />
          return (
            <ul className={styles.list}>
              {visits.map((visit) => (
                <li key={visit.id} className={styles.visit}>
                  <strong>
                    <Time at={visit.start} now={now} />
                  </strong>
                  <p>{visit.description}</p>
                  <p>{visit.patientInstruction}</p>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      <h2>{t('apps.title')}</h2>
      <MyApps />
      <Toasts />
    </main>
  )
}
