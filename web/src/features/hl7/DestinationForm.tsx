import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Section } from '@/shared/ui/Section'
import { Failed } from '@/shared/ui/States'
import styles from './Editor.module.css'
import { destinationOf, type Destination } from './outbound'

const FIELDS = [
  ['address', 'mllp://ehr.example:2575'],
  ['application', 'EHR'],
  ['facility', 'HOSPITAL'],
] as const

/** Adds a destination or changes one; what waits for it goes to the new address. */
export function DestinationForm({ known }: { readonly known: readonly Destination[] }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const chosen = known.find((one) => one.name === name)
  const refresh = () => queries.invalidateQueries({ queryKey: ['hl7'] })
  const address = (of: string) => `/api/hl7/destinations/${encodeURIComponent(of)}`
  const save = useMutation({
    mutationFn: ({ name: of, ...rest }: Destination) => api.act('PUT', address(of), rest),
    onSuccess: refresh,
  })
  const remove = useMutation({
    mutationFn: (of: string) => api.act('DELETE', address(of)),
    onSuccess: async () => {
      setName('')
      await refresh()
    },
  })
  const error = save.error ?? remove.error
  return (
    <Section title={t('outbound.change')}>
      <NativeSelect
        label={t('outbound.which')}
        value={name}
        data={[
          { value: '', label: t('outbound.new') },
          ...known.map((one) => ({ value: one.name, label: one.name })),
        ]}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <form
        key={name}
        className={styles.editor}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(destinationOf(new FormData(event.currentTarget)))
        }}
      >
        <div className={styles.form}>
          <TextInput
            name="name"
            label={t('outbound.name')}
            defaultValue={name}
            readOnly={name !== ''}
            placeholder="ehr"
          />
          {FIELDS.map(([field, example]) => (
            <TextInput
              key={field}
              name={field}
              label={t(`outbound.${field}`)}
              defaultValue={chosen?.[field] ?? ''}
              placeholder={example}
            />
          ))}
          <TextInput
            name="messages"
            label={t('outbound.wants')}
            defaultValue={(chosen?.messages ?? []).join(', ')}
            placeholder="SIU, ORU, ADT"
          />
          <label>
            <input type="checkbox" name="enabled" defaultChecked={chosen?.enabled ?? true} />{' '}
            {t('outbound.enabled')}
          </label>
        </div>
        {error === null ? null : <Failed error={error} />}
        <div className={styles.actions}>
          <Button type="submit" loading={save.isPending}>
            {t('outbound.save')}
          </Button>
          {chosen === undefined ? null : (
            <Button variant="subtle" onClick={() => remove.mutate(chosen.name)}>
              {t('outbound.remove')}
            </Button>
          )}
        </div>
      </form>
    </Section>
  )
}
