import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Failed } from '@/shared/ui/States'
import { accessUrl, change, type Change, type Choice } from './access'
import type { Person } from './authorization'
import styles from './authorization.module.css'

type Props = {
  readonly person: Person
  readonly choice: Choice
  readonly onDone: () => void
}

export function AccessForm({ person, choice, onDone }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { access, templates } = choice
  const save = useMutation({
    mutationFn: (wanted: Change) => api.act('PUT', accessUrl(person.name), wanted),
    onSuccess: () => {
      onDone()
      return queries.invalidateQueries({ queryKey: ['access', person.name] })
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(change(new FormData(event.currentTarget)))
      }}
    >
      <label className={styles.field}>
        {t('rights.template')}
        <select name="template" defaultValue={access.template}>
          <option value="">{t(`role.${access.role}`, access.role)}</option>
          {templates.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Permissions name="granted" label={t('rights.granted')} value={access.granted} />
      <Permissions name="denied" label={t('rights.denied')} value={access.denied} />
      <Permissions name="secondFactor" label={t('rights.factor')} value={access.secondFactor} />
      <small className={styles.dim}>{t('rights.hint')}</small>
      <label className={styles.field}>
        {t('rights.reason')}
        <input name="reason" required maxLength={500} />
      </label>
      {save.error === null ? null : <Failed error={save.error} />}
      <div className={styles.actions}>
        <Button type="submit" loading={save.isPending}>
          {t('rights.save')}
        </Button>
      </div>
    </form>
  )
}

type FieldProps = {
  readonly name: string
  readonly label: string
  readonly value: readonly string[]
}

function Permissions({ name, label, value }: FieldProps) {
  return (
    <label className={styles.field}>
      {label}
      <input
        name={name}
        dir="ltr"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={value.join(' ')}
      />
    </label>
  )
}
