import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failed } from '@/shared/ui/States'
import styles from './Editor.module.css'

type Props = {
  readonly label: string
  readonly hint: string
  readonly text: string
  readonly action: string
  readonly pending: boolean
  readonly error: unknown
  readonly onSend: (text: string) => void
  readonly onCancel: () => void
}

/** A message to be corrected: one segment a line. */
export function Editor(props: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState(() => props.text.replaceAll(/\r\n?/g, '\n'))
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        props.onSend(text)
      }}
    >
      <label htmlFor={id}>{props.label}</label>
      <p className={styles.hint} id={`${id}-hint`}>
        {props.hint}
      </p>
      <textarea
        id={id}
        className={styles.text}
        dir="ltr"
        rows={12}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {props.error === null ? null : <Failed error={props.error} />}
      <div className={styles.actions}>
        <Button type="submit" loading={props.pending}>
          {props.action}
        </Button>
        <Button variant="subtle" onClick={props.onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  )
}
