import { ActionIcon, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'
import { dismiss, useToasts } from './toastStore'
import styles from './Toasts.module.css'

export function Toasts() {
  const { t } = useTranslation()
  return (
    <div className={styles.toasts} role="status" aria-live="polite">
      {useToasts().map((toast) => (
        <div key={toast.id} className={styles.toast} data-kind={toast.kind}>
          <span className={styles.text}>{toast.text}</span>
          {toast.undo === undefined ? null : (
            <Button
              variant="light"
              onClick={toast.undo}
              leftSection={<Icon name="undo" size={16} />}
            >
              {t('action.undo')}
            </Button>
          )}
          <ActionIcon
            variant="subtle"
            color="accent"
            aria-label={t('action.dismiss')}
            onClick={() => dismiss(toast.id)}
          >
            <Icon name="close" size={16} />
          </ActionIcon>
        </div>
      ))}
    </div>
  )
}
