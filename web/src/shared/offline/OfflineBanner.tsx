import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/shared/ui/Icon'
import { distance } from '@/shared/ui/instants'
import { useNow } from '@/shared/ui/useNow'
import styles from './OfflineBanner.module.css'
import { useOnline } from './useOnline'

/** Says that what is shown may be old, and how old. */
export function OfflineBanner() {
  const { t, i18n } = useTranslation()
  const online = useOnline()
  const now = useNow()
  const queries = useQueryClient()
  if (online) return null
  const read = Math.max(
    0,
    ...queries
      .getQueryCache()
      .getAll()
      .map((one) => one.state.dataUpdatedAt),
  )
  const age = read === 0 ? undefined : distance(new Date(read).toISOString(), now, i18n.language)
  return (
    <p className={styles.banner} role="status">
      <Icon name="offline" />
      {age === undefined ? t('offline.none') : t('offline.age', { age })}
    </p>
  )
}
