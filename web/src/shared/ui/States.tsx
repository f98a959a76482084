import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '@/shared/fhir/problem'
import { Icon, type IconName } from './Icon'
import styles from './States.module.css'

/** The shape of what is coming, so that nothing jumps. */
export function Loading({ lines = 6 }: { readonly lines?: number }) {
  const { t } = useTranslation()
  return (
    <div className={styles.loading} role="status" aria-label={t('state.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={14} width={`${90 - ((line * 17) % 40)}%`} radius="sm" />
      ))}
    </div>
  )
}

type EmptyProps = {
  readonly icon?: IconName
  readonly title: string
  /** The only words of a whole page are its heading. */
  readonly page?: boolean
  readonly hint?: string
  readonly children?: ReactNode
}

/** Says what to do next instead of showing nothing. */
export function Empty({ icon = 'check', title, hint, page = false, children }: EmptyProps) {
  const Title = page ? 'h1' : 'p'
  return (
    <div className={styles.empty}>
      <Icon name={icon} size={28} />
      <Title className={styles.title}>{title}</Title>
      {hint === undefined ? null : <p className={styles.hint}>{hint}</p>}
      {children}
    </div>
  )
}

type FailedProps = { readonly error: unknown; readonly retry?: () => void }

/** What happened in the server's words, what to do, and the id that support can look for. */
export function Failed({ error, retry }: FailedProps) {
  const { t } = useTranslation()
  const found = isProblem(error) ? error : undefined
  const text = found?.message ?? t('state.unreachable')
  const requestId = found?.requestId
  return (
    <div className={styles.failed} role="alert">
      <p className={styles.title}>{t('state.failed')}</p>
      <p className={styles.hint}>{text}</p>
      <div className={styles.actions}>
        {retry === undefined ? null : (
          <Button variant="default" onClick={retry} leftSection={<Icon name="retry" size={16} />}>
            {t('state.retry')}
          </Button>
        )}
        {requestId === undefined ? null : (
          <Button
            variant="subtle"
            leftSection={<Icon name="copy" size={16} />}
            onClick={() => void navigator.clipboard.writeText(requestId)}
          >
            {t('state.copyId', { id: requestId })}
          </Button>
        )}
      </div>
    </div>
  )
}

type Query<T> = {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** One of the three designed states, or the data. */
export function Loaded<T>(props: {
  readonly query: Query<T>
  readonly lines?: number
  readonly children: (data: T) => ReactNode
}) {
  const { query, lines, children } = props
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error !== null) {
    return <Failed error={query.error} retry={() => void query.refetch()} />
  }
  return <Loading {...(lines === undefined ? {} : { lines })} />
}
