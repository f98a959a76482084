import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Failed } from '@/shared/ui/States'
import { reasonOf, type Person } from './authorization'
import styles from './authorization.module.css'
import { linksUrl, wanted, type Place } from './links'
import { ReasonField } from './ReasonField'

type Props = { readonly person: Person; readonly places: readonly Place[] }

export function LinkForm({ person, places }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState(0)
  const [who, setWho] = useState('')
  const place = places[chosen]
  const add = useMutation({
    mutationFn: ({ to, reason }: { readonly to: Place; readonly reason: string }) =>
      api.act('PUT', linksUrl(person.name, to.kind), wanted(to, who, reason)),
    onSuccess: () => {
      setWho('')
      return queries.invalidateQueries({ queryKey: ['links', person.name] })
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        const reason = reasonOf(new FormData(event.currentTarget))
        if (place !== undefined) add.mutate({ to: place, reason })
      }}
    >
      <label className={styles.field}>
        {t('links.place')}
        <select value={chosen} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
          {places.map((one, index) => (
            <option key={`${one.kind} ${one.id}`} value={index}>
              {one.label}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        {t('links.who')}
        <input
          required
          maxLength={255}
          dir="ltr"
          autoCapitalize="none"
          value={who}
          onChange={(event) => setWho(event.currentTarget.value)}
        />
        <small>{place?.kind === 'ehr' ? t('links.whoEhr') : t('links.whoProvider')}</small>
      </label>
      <ReasonField />
      {add.error === null ? null : <Failed error={add.error} />}
      <div className={styles.actions}>
        <Button type="submit" loading={add.isPending}>
          {t('links.add')}
        </Button>
      </div>
    </form>
  )
}
