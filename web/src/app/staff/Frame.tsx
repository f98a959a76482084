import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet, useLocation } from 'react-router'
import type { Me } from '@/shared/auth/me'
import { OfflineBanner } from '@/shared/offline/OfflineBanner'
import { Icon } from '@/shared/ui/Icon'
import { Loading } from '@/shared/ui/States'
import { Toasts } from '@/shared/ui/Toasts'
import { Account } from './Account'
import { Finder } from './Finder'
import styles from './Frame.module.css'
import { NotFound } from './NotFound'
import { isClosed, placesOf } from './places'

/** The rail (a bar below on a phone), the search on top, and one page. */
export function Frame({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const { pathname } = useLocation()
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#page">
        {t('nav.skip')}
      </a>
      <header className={styles.top}>
        <span className={styles.brand}>
          <img src="/app/icon.svg" alt="" width={28} height={28} />
          Mortar
        </span>
        <Finder />
        <Account me={me} />
      </header>
      <nav className={styles.rail} aria-label={t('nav.label')}>
        {placesOf(me).map(({ to, icon }) => (
          <NavLink key={to} to={to} className={styles.place ?? ''}>
            <Icon name={icon} size={20} />
            <span>{t(`nav.${icon}`)}</span>
          </NavLink>
        ))}
      </nav>
      <main className={styles.page} id="page" tabIndex={-1}>
        <OfflineBanner />
        <Suspense fallback={<Loading lines={8} />}>
          {isClosed(me, pathname) ? <NotFound /> : <Outlet />}
        </Suspense>
      </main>
      <Toasts />
    </div>
  )
}
