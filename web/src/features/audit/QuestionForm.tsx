import { Button, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './AuditPage.module.css'
import type { Question } from './events'

type Props = {
  readonly question: Question
  readonly onAsk: (asked: Record<string, string>) => void
}

/** Asks only when the button is pressed: each look at the trail is an event of its own. */
export function QuestionForm({ question, onAsk }: Props) {
  const { t } = useTranslation()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const asked = [...new FormData(event.currentTarget)].map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value.trim() : '',
    ])
    onAsk(Object.fromEntries(asked.filter(([, value]) => value !== '')))
  }
  return (
    <form className={styles.question} onSubmit={submit} role="search" aria-label={t('audit.find')}>
      <TextInput type="date" name="from" label={t('audit.from')} defaultValue={question.from} />
      <TextInput type="date" name="to" label={t('audit.to')} defaultValue={question.to} />
      <TextInput name="who" label={t('audit.whoLabel')} defaultValue={question.who} />
      <TextInput
        name="patient"
        label={t('audit.patient')}
        defaultValue={question.patient}
        pattern="[A-Za-z0-9.\-]{1,64}"
      />
      <label className={styles.check}>
        <input type="checkbox" name="refused" value="yes" defaultChecked={question.refused} />
        {t('audit.onlyRefused')}
      </label>
      <Button type="submit">{t('audit.find')}</Button>
    </form>
  )
}
