import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { closeSession } from '@/shared/auth/session'
import type { Me } from '@/shared/auth/me'
import { LANGUAGE_NAMES, LANGUAGES, isLanguage } from '@/shared/text/languages'
import { changeLanguage } from '@/shared/text/texts'
import { Icon } from '@/shared/ui/Icon'
import { setScheme, useScheme } from '@/shared/ui/scheme'
import styles from './Account.module.css'

function initials(name: string): string {
  const parts = name.split(/\s+/).filter((part) => part !== '')
  return `${parts[0]?.[0] ?? ''}${parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : ''}`.toUpperCase()
}

/** The form of the server ends its own session too; the token dies with this page. */
function signOut(): void {
  closeSession()
  location.assign('/logout')
}

export function Account({ me }: { readonly me: Me }) {
  const { t, i18n } = useTranslation()
  const id = useId()
  const dark = useScheme() === 'dark'
  return (
    <div className={styles.account}>
      <ActionIcon
        variant="subtle"
        color="accent"
        aria-label={dark ? t('account.light') : t('account.dark')}
        onClick={() => setScheme(dark ? 'light' : 'dark')}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
      </ActionIcon>
      <button
        className={styles.who}
        type="button"
        popoverTarget={id}
        aria-label={t('account.open', { name: me.name })}
      >
        <span className={styles.circle} aria-hidden="true">
          {initials(me.name)}
        </span>
      </button>
      <div className={styles.menu} id={id} popover="auto">
        <p className={styles.name}>{me.name}</p>
        <p className={styles.role}>{t(`role.${me.role}`, me.role)}</p>
        <NativeSelect
          label={t('account.language')}
          value={i18n.language}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            if (isLanguage(chosen)) void changeLanguage(chosen)
          }}
          data={LANGUAGES.map((code) => ({ value: code, label: LANGUAGE_NAMES[code] }))}
        />
        <Link to="/apps">{t('apps.title')}</Link>
        <Button variant="default" onClick={signOut}>
          {t('account.signOut')}
        </Button>
      </div>
    </div>
  )
}
