import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { leaveToSignIn } from '@/shared/auth/signIn'
import styles from './Door.module.css'

/** Outside: after signing out, or when a sign-in did not work. */
export function Door({ failure }: { readonly failure: string | undefined }) {
  const { t } = useTranslation()
  return (
    <main className={styles.door}>
      <img src="/app/icon.svg" alt="" width={56} height={56} />
      <h1>{failure === undefined ? t('door.signedOut') : t('door.failed')}</h1>
      {failure === undefined ? null : <p role="alert">{failure}</p>}
      <Button onClick={() => void leaveToSignIn('/app/')}>{t('door.signIn')}</Button>
    </main>
  )
}
