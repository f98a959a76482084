import { useTranslation } from 'react-i18next'
import { useMe } from '@/shared/auth/me'
import { Icon } from '@/shared/ui/Icon'
import { Time } from '@/shared/ui/Time'
import styles from './Emergency.module.css'
import { openedUntil } from './glass'

/** Reminds of the glass that is broken, for as long as it is. */
export function OpenedBanner({ patient, now }: { readonly patient: string; readonly now: Date }) {
  const { t } = useTranslation()
  const until = openedUntil(useMe().data?.emergencies, patient, now)
  return until === undefined ? null : (
    <p role="note" className={styles.banner}>
      <Icon name="shield" size={18} /> {t('emergency.opened')} <Time at={until} now={now} />
    </p>
  )
}
