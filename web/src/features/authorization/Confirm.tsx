import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '@/shared/ui/Dialog'
import styles from './authorization.module.css'
import { reasonOf } from './authorization'
import { ReasonField } from './ReasonField'

export type Question = {
  readonly title: string
  readonly text: string
  readonly action: string
  /** Whether somebody's rights change, so that it must be said why. */
  readonly asksWhy?: boolean
  readonly act: (reason: string) => void
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
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          question?.act(reasonOf(new FormData(event.currentTarget)))
          onClose()
        }}
      >
        <p>{question?.text}</p>
        {question?.asksWhy === true ? <ReasonField /> : null}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit">{question?.action}</Button>
        </div>
      </form>
    </Dialog>
  )
}
