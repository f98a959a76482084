import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isKind, KINDS, PROGRAM_ROLES, type Client, type Kind } from './authorization'
import styles from './authorization.module.css'

function Field(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label className={styles.field}>
      {props.label}
      {props.children}
    </label>
  )
}

function Lines(props: { readonly label: string; readonly name: string; readonly value: string }) {
  return (
    <Field label={props.label}>
      <textarea name={props.name} rows={3} defaultValue={props.value} dir="ltr" />
    </Field>
  )
}

/** Only the fields that the kind has a use for. */
export function ClientFields({ client }: { readonly client: Client | undefined }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>(client?.kind ?? 'PUBLIC')
  const program = kind === 'BACKEND'
  return (
    <>
      {client === undefined ? (
        <Field label={t('clients.id')}>
          <input name="id" required pattern="[A-Za-z0-9][A-Za-z0-9._\-]{2,79}" dir="ltr" />
        </Field>
      ) : null}
      <Field label={t('clients.name')}>
        <input name="name" required maxLength={100} defaultValue={client?.name} />
      </Field>
      <Field label={t('clients.kindLabel')}>
        <select
          name="kind"
          value={kind}
          onChange={(event) => {
            if (isKind(event.currentTarget.value)) setKind(event.currentTarget.value)
          }}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`clients.kind.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <Lines label={t('clients.scopes')} name="scopes" value={client?.scopes.join('\n') ?? ''} />
      {program ? (
        <Field label={t('clients.role')}>
          <select name="role" defaultValue={client?.role}>
            {PROGRAM_ROLES.map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        </Field>
      ) : (
        <>
          <Lines
            label={t('clients.redirectUris')}
            name="redirectUris"
            value={client?.redirectUris.join('\n') ?? ''}
          />
          <Field label={t('clients.launchUri')}>
            <input name="launchUri" type="url" defaultValue={client?.launchUri} dir="ltr" />
          </Field>
          <Lines
            label={t('clients.origins')}
            name="origins"
            value={client?.origins.join('\n') ?? ''}
          />
        </>
      )}
      {program || kind === 'CONFIDENTIAL' ? (
        <>
          <Field label={t('clients.jwksUri')}>
            <input name="jwksUri" type="url" defaultValue={client?.jwksUri} dir="ltr" />
          </Field>
          <Lines label={t('clients.jwks')} name="jwks" value={client?.jwks ?? ''} />
          {program ? (
            <Field label={t('clients.certificateSubject')}>
              <input
                name="certificateSubject"
                defaultValue={client?.certificateSubject}
                dir="ltr"
              />
            </Field>
          ) : null}
        </>
      ) : null}
    </>
  )
}
