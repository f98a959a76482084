import { useTranslation } from 'react-i18next'
import styles from './authorization.module.css'

/** Why somebody's rights are changed; the server keeps it with the change and asks for it. */
export function ReasonField() {
  const { t } = useTranslation()
  return (
    <label className={styles.field}>
      {t('people.reason')}
      <input name="reason" required maxLength={500} pattern=".*\S.*" autoComplete="off" />
      <small>{t('people.reasonHint')}</small>
    </label>
  )
}
