import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import styles from './IntegrationTabs.module.css'

const TABS = [
  ['/integration', 'messages'],
  ['/integration/connections', 'connections'],
  ['/integration/outbound', 'outbound'],
  ['/integration/senders', 'senders'],
  ['/integration/codes', 'codes'],
] as const

/** The rooms of the integration desk, each with one question. */
export function IntegrationTabs() {
  const { t } = useTranslation()
  return (
    <nav className={styles.tabs} aria-label={t('nav.integration')}>
      {TABS.map(([to, name]) => (
        <NavLink key={to} to={to} end={name === 'messages'} className={styles.tab ?? ''}>
          {t(`integration.tab.${name}`)}
        </NavLink>
      ))}
    </nav>
  )
}
