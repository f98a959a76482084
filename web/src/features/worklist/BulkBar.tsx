import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/shared/ui/Icon'
import styles from './BulkBar.module.css'

type Props = {
  readonly count: number
  readonly onComplete: () => void
  readonly onClear: () => void
}

export function BulkBar({ count, onComplete, onClear }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles.bar} role="group" aria-label={t('bulk.label')}>
      <span>{t('bulk.count', { count })}</span>
      <Button onClick={onComplete} leftSection={<Icon name="check" size={16} />}>
        {t('action.complete')}
      </Button>
      <Button variant="subtle" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
    </div>
  )
}
