import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Empty } from '@/shared/ui/States'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Empty page icon="search" title={t('notFound.title')} hint={t('notFound.hint')}>
      <Link to="/">{t('notFound.start')}</Link>
    </Empty>
  )
}
