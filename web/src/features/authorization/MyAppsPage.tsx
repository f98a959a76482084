import { useTranslation } from 'react-i18next'
import { useTitle } from '@/shared/ui/useTitle'
import styles from './authorization.module.css'
import { MyApps } from './MyApps'

export function MyAppsPage() {
  const { t } = useTranslation()
  useTitle(t('apps.title'))
  return (
    <div className={styles.page}>
      <h1>{t('apps.title')}</h1>
      <MyApps />
    </div>
  )
}
