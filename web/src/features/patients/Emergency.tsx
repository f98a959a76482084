import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, FHIR_BASE } from '@/shared/fhir/client'
import { Icon } from '@/shared/ui/Icon'
import { Failed } from '@/shared/ui/States'
import styles from './Emergency.module.css'
import { glass, MINUTES, type Minutes } from './glass'

/** The record is not open to this person; in an emergency they open it, and answer for it. */
export function Emergency({ patient }: { readonly patient: string }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const [minutes, setMinutes] = useState<Minutes>(15)
  const open = useMutation({
    mutationFn: () =>
      api.post(
        `${FHIR_BASE}/Patient/${encodeURIComponent(patient)}/$break-glass`,
        glass(reason, minutes),
      ),
    onSuccess: () => queries.resetQueries(),
  })
  return (
    <section className={styles.panel} aria-labelledby="closed">
      <h1 id="closed" className={styles.title}>
        <Icon name="shield" size={24} /> {t('emergency.closed')}
      </h1>
      <p>{t('emergency.why')}</p>
      <p className={styles.warning}>{t('emergency.warning')}</p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          open.mutate()
        }}
      >
        <label className={styles.field}>
          {t('emergency.reason')}
          <textarea
            rows={3}
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <fieldset className={styles.minutes}>
          <legend>{t('emergency.time')}</legend>
          {MINUTES.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="minutes"
                checked={minutes === each}
                onChange={() => setMinutes(each)}
              />
              {t('emergency.minutes', { count: each })}
            </label>
          ))}
        </fieldset>
        <Button type="submit" loading={open.isPending}>
          {t('emergency.open')}
        </Button>
      </form>
      {open.error === null ? null : <Failed error={open.error} />}
    </section>
  )
}
