import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Icon } from '@/shared/ui/Icon'
import { Failed } from '@/shared/ui/States'
import { Editor } from './Editor'
import styles from './MessagesPage.module.css'

type Words = {
  readonly replay: string
  readonly send: string
  readonly hint: string
}

type RepairProps = {
  /** Of the message, below which `replay` stands. */
  readonly address: string
  readonly raw: string
  readonly correctable: boolean
  readonly words: Words
  /** Sends the corrected text, and goes where the person should look next. */
  readonly onCorrect: (text: string) => Promise<unknown>
}

/** Once more as it is, or once more with another text. */
export function Repair({ address, raw, correctable, words, onCorrect }: RepairProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const refresh = () => queries.invalidateQueries({ queryKey: ['hl7'] })
  const replay = useMutation({
    mutationFn: () => api.act('POST', `${address}/replay`),
    onSettled: refresh,
  })
  const correct = useMutation({
    mutationFn: onCorrect,
    onSuccess: async () => {
      setEditing(false)
      await refresh()
    },
  })
  if (editing) {
    return (
      <Editor
        label={t('message.corrected')}
        hint={words.hint}
        text={raw}
        action={words.send}
        pending={correct.isPending}
        error={correct.error}
        onSend={(text) => correct.mutate(text)}
        onCancel={() => setEditing(false)}
      />
    )
  }
  return (
    <>
      <p className={styles.actions}>
        <Button
          variant="default"
          loading={replay.isPending}
          onClick={() => replay.mutate()}
          leftSection={<Icon name="retry" size={16} />}
        >
          {words.replay}
        </Button>
        {correctable ? (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('message.correct')}
          </Button>
        ) : null}
      </p>
      {replay.error === null ? null : <Failed error={replay.error} />}
    </>
  )
}
