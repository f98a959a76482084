import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/shared/ui/Icon'
import styles from './authorization.module.css'

type Props = { readonly label: string; readonly text: string; readonly hint: string }

/** Something that is told this once: to be copied, not to be kept here. */
export function Told({ label, text, hint }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles.told} role="status">
      <p>{hint}</p>
      <label className={styles.field}>
        {label}
        <input readOnly value={text} dir="ltr" onFocus={(event) => event.currentTarget.select()} />
      </label>
      <Button
        variant="default"
        leftSection={<Icon name="copy" size={16} />}
        onClick={() => void navigator.clipboard.writeText(text)}
      >
        {t('access.copy')}
      </Button>
    </div>
  )
}
