import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TASK_OUTCOMES, type TaskOutcome } from '@/shared/fhir/canonicals'
import type { WorkItem } from '@/shared/fhir/task'
import { Dialog } from '@/shared/ui/Dialog'
import styles from './CompleteDialog.module.css'

type Props = {
  readonly items: readonly WorkItem[]
  readonly onCancel: () => void
  readonly onDone: (outcome: TaskOutcome, note: string) => void
}

/** Asks the one thing that the record does not know yet: how it ended. */
export function CompleteDialog({ items, onCancel, onDone }: Props) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<TaskOutcome>('resolved')
  const [note, setNote] = useState('')
  const first = items[0]
  const title =
    items.length === 1
      ? t('complete.one', { name: first?.patientName ?? '' })
      : t('complete.many', { count: items.length })
  return (
    <Dialog open={items.length > 0} title={title} onClose={onCancel}>
      <form
        method="dialog"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          onDone(outcome, note)
          setNote('')
          setOutcome('resolved')
        }}
      >
        {items.length === 1 && first?.reason !== undefined ? (
          <p className={styles.reason}>{first.reason}</p>
        ) : null}
        <fieldset className={styles.outcomes}>
          <legend>{t('complete.outcome')}</legend>
          {TASK_OUTCOMES.map((code) => (
            <label key={code} className={styles.outcome}>
              <input
                type="radio"
                name="outcome"
                value={code}
                checked={outcome === code}
                onChange={() => setOutcome(code)}
              />
              {t(`outcome.${code}`)}
            </label>
          ))}
        </fieldset>
        <label className={styles.note}>
          {t('complete.note')}
          <textarea
            rows={3}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        <div className={styles.actions}>
          <Button variant="default" onClick={onCancel}>
            {t('action.cancel')}
          </Button>
          <Button type="submit">{t('action.complete')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
