import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '@/shared/ui/Dialog'
import styles from './authorization.module.css'

export type Question = {
  readonly title: string
  readonly text: string
  readonly action: string
  readonly act: () => void
}

/** Asks before something that others feel at once. */
export function Confirm(props: {
  readonly question: Question | undefined
  readonly onClose: () => void
}) {
  const { question, onClose } = props
  const { t } = useTranslation()
  return (
    <Dialog open={question !== undefined} title={question?.title ?? ''} onClose={onClose}>
      <p>{question?.text}</p>
      <div className={styles.actions}>
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button
          onClick={() => {
            question?.act()
            onClose()
          }}
        >
          {question?.action}
        </Button>
      </div>
    </Dialog>
  )
}
