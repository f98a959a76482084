import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/shared/fhir/client'
import { Dialog } from '@/shared/ui/Dialog'
import { Failed } from '@/shared/ui/States'
import { hasRecord, PEOPLE_ROLES, type Person } from './authorization'
import styles from './authorization.module.css'
import { ReasonField } from './ReasonField'
import { Told } from './Told'

type Props = {
  /** Somebody known, who gets a new link, or somebody new. */
  readonly invited: Person | 'new' | undefined
  readonly onClose: () => void
}

type Link = { readonly link: string }

export function InviteDialog({ invited, onClose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const invite = useMutation({
    mutationFn: ({ name, body }: { readonly name: string; readonly body: unknown }) =>
      api.post<Link>(`/api/accounts/${encodeURIComponent(name)}/invitation`, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['accounts'] }),
  })
  const close = () => {
    invite.reset()
    onClose()
  }
  const known = invited === 'new' ? undefined : invited
  const title =
    known === undefined ? t('people.invite') : t('people.linkTitle', { name: known.displayName })
  return (
    <Dialog open={invited !== undefined} title={title} onClose={close}>
      {invite.data === undefined ? (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            const fields = Object.fromEntries(new FormData(event.currentTarget))
            invite.mutate({ name: known?.name ?? String(fields['name']), body: fields })
          }}
        >
          {known === undefined ? <NewPerson /> : <p>{t('people.linkText')}</p>}
          <ReasonField />
          {invite.error === null ? null : <Failed error={invite.error} />}
          <div className={styles.actions}>
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={invite.isPending}>
              {t('people.makeLink')}
            </Button>
          </div>
        </form>
      ) : (
        <Told label={t('people.linkLabel')} text={invite.data.link} hint={t('people.linkHint')} />
      )}
    </Dialog>
  )
}

function NewPerson() {
  const { t } = useTranslation()
  const [role, setRole] = useState('staff-pharmacist')
  return (
    <>
      <label className={styles.field}>
        {t('people.name')}
        <input name="name" required pattern="[a-z0-9][a-z0-9._\-]{2,99}" autoCapitalize="none" />
        <small>{t('people.nameHint')}</small>
      </label>
      <label className={styles.field}>
        {t('people.displayName')}
        <input name="displayName" required maxLength={200} />
      </label>
      <label className={styles.field}>
        {t('people.role')}
        <select name="role" value={role} onChange={(event) => setRole(event.currentTarget.value)}>
          {PEOPLE_ROLES.map((code) => (
            <option key={code} value={code}>
              {t(`role.${code}`)}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        {t('people.person')}
        <input
          name="fhirUser"
          required
          pattern="(Practitioner|Patient|RelatedPerson)/[A-Za-z0-9.\-]+"
          placeholder={hasRecord(role) ? 'Patient/…' : 'Practitioner/…'}
          dir="ltr"
        />
      </label>
      {hasRecord(role) ? (
        <label className={styles.field}>
          {t('people.patient')}
          <input name="patient" required pattern="[A-Za-z0-9.\-]+" dir="ltr" />
        </label>
      ) : null}
    </>
  )
}
