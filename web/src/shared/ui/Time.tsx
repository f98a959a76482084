import { useTranslation } from 'react-i18next'
import { dayTime, exact } from './instants'

type Props = { readonly at: string | undefined; readonly now: Date }

/** "Today 14:30", exact on hover. */
export function Time({ at, now }: Props) {
  const { i18n } = useTranslation()
  if (at === undefined) return null
  return (
    <time dateTime={at} title={exact(at, i18n.language)}>
      {dayTime(at, now, i18n.language)}
    </time>
  )
}
