import { useTranslation } from 'react-i18next'
import type { Priority } from '@/shared/fhir/canonicals'
import { Icon } from './Icon'
import styles from './PriorityMark.module.css'

/** Icon, word and colour together: never colour alone. */
export function PriorityMark({ priority }: { readonly priority: Priority }) {
  const { t } = useTranslation()
  return (
    <span className={styles.mark} data-priority={priority}>
      <Icon name={priority} size={14} />
      {t(`priority.${priority}`)}
    </span>
  )
}
