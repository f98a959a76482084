import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { Parameters } from 'fhir/r4'
import { useTranslation } from 'react-i18next'
import { api, FHIR_BASE } from '@/shared/fhir/client'
import { Failed } from '@/shared/ui/States'
import styles from './AuditPage.module.css'
import { verdictOf } from './events'

/** Whether the trail is as it was written. */
export function Chain() {
  const { t } = useTranslation()
  const check = useMutation({
    mutationFn: async () => verdictOf(await api.get<Parameters>(`${FHIR_BASE}/AuditEvent/$verify`)),
  })
  return (
    <div className={styles.chain}>
      <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
        {t('audit.check')}
      </Button>
      {check.data === undefined ? null : (
        <p role="status" className={check.data.valid ? styles.good : styles.bad}>
          {check.data.valid
            ? t('audit.valid', { count: check.data.checked })
            : t('audit.broken', { count: check.data.findings })}
        </p>
      )}
      {check.error === null ? null : <Failed error={check.error} />}
    </div>
  )
}
