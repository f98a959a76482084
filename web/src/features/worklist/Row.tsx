import { ActionIcon } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { WorkItem } from '@/shared/fhir/task'
import { Icon } from '@/shared/ui/Icon'
import { PriorityMark } from '@/shared/ui/PriorityMark'
import { distance, dueBand, exact } from '@/shared/ui/instants'
import styles from './Row.module.css'

type Props = {
  readonly item: WorkItem
  readonly now: Date
  readonly search: string
  readonly current: boolean
  readonly picked: boolean
  readonly open: boolean
  readonly onCurrent: () => void
  readonly onPick: () => void
  readonly onComplete: () => void
}

/** One task: how pressing, who, what and why, until when, whose. */
export function Row({
  item,
  now,
  search,
  current,
  picked,
  open,
  onCurrent,
  onPick,
  onComplete,
}: Props) {
  const { t, i18n } = useTranslation()
  const link = useRef<HTMLAnchorElement>(null)
  const name = item.patientName ?? t('patient.unknown')
  useEffect(() => {
    // The keys move the focus too, but never take it away from a field or a dialog.
    const active = document.activeElement
    if (current && (active === null || active === document.body || active.closest('[role=list]'))) {
      link.current?.focus({ preventScroll: true })
    }
  }, [current])
  return (
    <article className={styles.row} data-current={current} data-picked={picked} data-open={open}>
      <input
        type="checkbox"
        className={styles.pick}
        checked={picked}
        aria-label={t('worklist.pick', { name })}
        onChange={onPick}
      />
      <span className={styles.priority}>
        <PriorityMark priority={item.priority} />
      </span>
      <div className={styles.main}>
        <Link
          ref={link}
          to={{ pathname: `/worklist/${item.id}`, search }}
          className={styles.link}
          onFocus={onCurrent}
        >
          <span className={styles.name}>{name}</span>
          {item.patientAge === undefined ? null : (
            <span className={styles.age}>{t('patient.age', { count: item.patientAge })}</span>
          )}
          <span className={styles.reason}>
            {item.reason ?? item.kindText ?? t('worklist.noReason')}
          </span>
        </Link>
      </div>
      <span className={styles.kind}>{t(`kind.${item.kind}`, item.kindText ?? '')}</span>
      {item.due === undefined ? (
        <span className={styles.due} />
      ) : (
        <time
          className={styles.due}
          data-overdue={dueBand(item.due, now) === 'overdue'}
          dateTime={item.due}
          title={exact(item.due, i18n.language)}
        >
          {t('worklist.due', { when: distance(item.due, now, i18n.language) })}
        </time>
      )}
      <span className={styles.owner}>{item.ownerName ?? t('worklist.nobody')}</span>
      <span className={styles.score} title={t('task.score')}>
        <span className="visually-hidden">{t('task.score')} </span>
        {item.score === undefined ? '–' : Math.round(item.score.score)}
      </span>
      <span className={styles.actions}>
        {item.phone === undefined ? null : (
          <ActionIcon
            component="a"
            href={`tel:${item.phone}`}
            variant="subtle"
            color="accent"
            aria-label={t('worklist.call', { name })}
          >
            <Icon name="phone" />
          </ActionIcon>
        )}
        <ActionIcon
          variant="subtle"
          color="accent"
          aria-label={t('worklist.complete', { name })}
          onClick={onComplete}
        >
          <Icon name="check" />
        </ActionIcon>
      </span>
    </article>
  )
}
