import { useTranslation } from 'react-i18next'
import { Navigate } from 'react-router'
import type { Me } from '@/shared/auth/me'
import { Empty } from '@/shared/ui/States'
import { placesOf } from './places'

/** The first place that this person has. */
export function Start({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const first = placesOf(me)[0]
  return first === undefined ? (
    <Empty page icon="search" title={t('noPlace.title')} hint={t('noPlace.hint')} />
  ) : (
    <Navigate to={first.to} replace />
  )
}
