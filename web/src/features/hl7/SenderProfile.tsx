import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { api } from '@/shared/fhir/client'
import { Section } from '@/shared/ui/Section'
import { Failed, Loaded } from '@/shared/ui/States'
import { DryRunView } from './DryRunView'
import styles from './Editor.module.css'
import { BLANK, isProfileName, type DryRun } from './senders'

/** How many of the last messages a change is tried on. */
const LAST = 200

type Props = {
  readonly name: string | undefined
  readonly known: boolean
  readonly mayChange: boolean
}

export function SenderProfile({ name, known, mayChange }: Props) {
  const { t } = useTranslation()
  const [address] = useSearchParams()
  const query = useQuery({
    queryKey: ['hl7', 'sender', name],
    enabled: known,
    queryFn: ({ signal }) => api.text(`/api/hl7/senders/${encodeURIComponent(name ?? '')}`, signal),
  })
  const extra = address.get('line')
  const withExtra = (text: string) => (extra === null ? text : `${text.trimEnd()}\n${extra}\n`)
  if (!known) {
    return mayChange ? (
      <Section title={t('senders.new')}>
        <ProfileForm name={undefined} text={withExtra(BLANK)} />
      </Section>
    ) : null
  }
  return (
    <Section title={name ?? ''}>
      <Loaded query={query}>
        {(text) =>
          mayChange ? (
            <ProfileForm name={name} text={withExtra(text)} />
          ) : (
            <pre className={styles.text}>{text}</pre>
          )
        }
      </Loaded>
    </Section>
  )
}

type FormProps = { readonly name: string | undefined; readonly text: string }

function ProfileForm({ name, text: begun }: FormProps) {
  const { t } = useTranslation()
  const id = useId()
  const queries = useQueryClient()
  const go = useNavigate()
  const [newName, setNewName] = useState('')
  const [text, setText] = useState(begun)
  const called = name ?? newName
  const address = `/api/hl7/senders/${encodeURIComponent(called)}`
  const run = useMutation({
    mutationFn: () => api.postText<DryRun>(`${address}/dry-run?last=${LAST}`, text),
  })
  const save = useMutation({
    mutationFn: () => api.actText('PUT', address, text),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['hl7'] })
      await go(`/integration/senders/${encodeURIComponent(called)}`)
    },
  })
  const error = run.error ?? save.error
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        run.mutate()
      }}
    >
      {name === undefined ? (
        <TextInput
          label={t('senders.name')}
          description={t('senders.nameHint')}
          value={newName}
          onChange={(event) => setNewName(event.currentTarget.value)}
        />
      ) : null}
      <label htmlFor={id}>{t('senders.text')}</label>
      <textarea
        id={id}
        className={styles.text}
        dir="ltr"
        rows={10}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          run.reset()
        }}
      />
      {error === null ? null : <Failed error={error} />}
      <div className={styles.actions}>
        <Button
          type="submit"
          variant="default"
          disabled={!isProfileName(called)}
          loading={run.isPending}
        >
          {t('senders.try', { count: LAST })}
        </Button>
        <Button
          disabled={run.data === undefined}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('senders.save')}
        </Button>
      </div>
      {run.data === undefined ? (
        <p className={styles.hint}>{t('senders.tryFirst')}</p>
      ) : (
        <DryRunView run={run.data} />
      )}
    </form>
  )
}
