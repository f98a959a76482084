import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Icon } from '@/shared/ui/Icon'
import { Section } from '@/shared/ui/Section'
import { Empty, Failed, Loaded, Loading } from '@/shared/ui/States'
import { dayTime } from '@/shared/ui/instants'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import { MessageView } from './MessageView'
import { elapsed, stepsOf, type Step } from './steps'
import { followThread, type Thread } from './thread'
import styles from './ThreadPage.module.css'
import { useMessage } from './useMessage'

/** Where did this come from, and where did it go? */
export function ThreadPage() {
  const { t } = useTranslation()
  const { kind = '', id = '' } = useParams()
  useTitle(t('thread.title'))
  const query = useQuery({
    queryKey: ['thread', kind, id],
    queryFn: ({ signal }) => followThread(kind, id, signal),
    refetchInterval: 5_000,
  })
  return (
    <div className={styles.page}>
      <h1>{t('thread.title')}</h1>
      <Loaded query={query} lines={10}>
        {(thread) => <Stations thread={thread} />}
      </Loaded>
    </div>
  )
}

function Stations({ thread }: { readonly thread: Thread }) {
  const { t, i18n } = useTranslation()
  const now = useNow()
  const message = useMessage(thread.inbox)
  const steps = stepsOf(
    thread,
    message.data,
    (key, fallback) => t(key, fallback),
    (at) => dayTime(at, now, i18n.language),
  )
  if (steps.length === 0)
    return <Empty icon="thread" title={t('thread.none')} hint={t('thread.noneHint')} />
  return (
    <>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <Station
            key={step.key}
            step={step}
            now={now}
            after={elapsed(steps, step, i18n.language)}
          />
        ))}
      </ol>
      {thread.inbox === undefined ? (
        <p className={styles.dim}>{t('thread.noMessage')}</p>
      ) : (
        <Section title={t('thread.message')}>
          {message.data === undefined && message.error === null ? <Loading /> : null}
          {message.error === null ? null : (
            <Failed error={message.error} retry={() => void message.refetch()} />
          )}
          {message.data === undefined ? null : <MessageView message={message.data} />}
        </Section>
      )}
    </>
  )
}

type StationProps = {
  readonly step: Step
  readonly now: Date
  readonly after: string | undefined
}

function Station({ step, now, after }: StationProps) {
  const { t } = useTranslation()
  const title = t(step.title)
  return (
    <li className={styles.step} data-bad={step.bad === true}>
      <span className={styles.icon}>
        <Icon name={step.icon} size={16} />
      </span>
      <div>
        <p className={styles.title}>
          {step.link === undefined ? title : <Link to={step.link}>{title}</Link>}
        </p>
        <p>{step.words.join(' · ')}</p>
        {step.quote === undefined ? null : <blockquote>{step.quote}</blockquote>}
      </div>
      <p className={styles.time}>
        <Time at={step.at} now={now} />
        {after === undefined ? null : <span>{t('thread.after', { span: after })}</span>}
      </p>
    </li>
  )
}
