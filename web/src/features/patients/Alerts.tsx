import { useTranslation } from 'react-i18next'
import { conceptText } from '@/shared/fhir/words'
import { Icon } from '@/shared/ui/Icon'
import styles from './Alerts.module.css'
import { useAlerts } from './record'

/** Flags and allergies, or the plain statement that no allergy is recorded. */
export function Alerts({ patient }: { readonly patient: string }) {
  const { t } = useTranslation()
  const { flags, allergies, known } = useAlerts(patient)
  return (
    <ul className={styles.alerts} aria-label={t('alerts.label')}>
      {flags.map((flag) => (
        <li key={flag.id} className={styles.flag}>
          <Icon name="stat" size={14} /> {conceptText(flag.code)}
        </li>
      ))}
      {allergies.map((allergy) => (
        <li key={allergy.id} className={styles.allergy}>
          <Icon name="stat" size={14} />
          {t('alerts.allergy', { to: conceptText(allergy.code) ?? t('alerts.unknownSubstance') })}
        </li>
      ))}
      {known && allergies.length === 0 ? (
        <li className={styles.none}>{t('alerts.noAllergy')}</li>
      ) : null}
    </ul>
  )
}
