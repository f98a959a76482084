import { Button } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { fhir } from '@/shared/fhir/client'
import { Icon } from '@/shared/ui/Icon'
import { Section } from '@/shared/ui/Section'
import { Failed, Loading } from '@/shared/ui/States'
import { Time } from '@/shared/ui/Time'
import { EVENT_KINDS, eventsOf, type EventKind, type PatientEvent } from './events'
import styles from './Timeline.module.css'

const SOURCES = [
  ['Observation', '-date'],
  ['Encounter', '-date'],
  ['Appointment', '-date'],
  ['Communication', '-sent'],
  ['MedicationDispense', '-whenhandedover'],
  ['Task', '-authored-on'],
] as const

const STEP = 25

function useEvents(patient: string) {
  const queries = useQueries({
    queries: SOURCES.map(([type, sort]) => ({
      queryKey: ['record', patient, 'timeline', type],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        fhir.search(
          type,
          [
            ['patient', `Patient/${patient}`],
            ['_sort', sort],
            ['_count', '100'],
          ],
          signal,
        ),
    })),
  })
  const stamp = queries.map((query) => query.dataUpdatedAt).join()
  const events = useMemo(
    () => eventsOf(queries.flatMap((query) => query.data ?? [])),
    // The answers change exactly when one of their times does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [stamp],
  )
  return {
    events,
    pending: queries.some((query) => query.isPending),
    error: queries.find((query) => query.error !== null)?.error,
    retry: () => queries.forEach((query) => void query.refetch()),
  }
}

function isKind(text: string | null): text is EventKind {
  return EVENT_KINDS.some((kind) => kind === text)
}

/** What happened, newest first; the filter is in the address. */
export function Timeline({ patient, now }: { readonly patient: string; readonly now: Date }) {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const [length, setLength] = useState(STEP)
  const { events, pending, error, retry } = useEvents(patient)
  const chosen = address.get('show')
  const kind = isKind(chosen) ? chosen : undefined
  const shown = events.filter((event) => kind === undefined || event.kind === kind)
  return (
    <Section title={t('timeline.title')} count={shown.length}>
      <div className={styles.filters} role="group" aria-label={t('timeline.filter')}>
        {[undefined, ...EVENT_KINDS].map((one) => (
          <button
            key={one ?? 'all'}
            type="button"
            className={styles.filter}
            aria-pressed={kind === one}
            onClick={() => setAddress(one === undefined ? {} : { show: one }, { replace: true })}
          >
            {t(`timeline.${one ?? 'all'}`)}
          </button>
        ))}
      </div>
      {error === undefined || error === null ? null : <Failed error={error} retry={retry} />}
      {pending && events.length === 0 ? <Loading /> : null}
      {!pending && shown.length === 0 ? <p className={styles.dim}>{t('timeline.none')}</p> : null}
      <ol className={styles.line}>
        {shown.slice(0, length).map((event) => (
          <li key={event.key} className={styles.event}>
            <span className={styles.icon} data-kind={event.kind}>
              <Icon name={event.icon} size={16} />
            </span>
            <div>
              <p className={styles.title}>
                <Title event={event} />
                {event.detail === undefined ? null : (
                  <span className={styles.detail}> {event.detail}</span>
                )}
              </p>
              <p className={styles.dim}>
                <Time at={event.at} now={now} />
              </p>
            </div>
          </li>
        ))}
      </ol>
      {shown.length > length ? (
        <Button variant="default" onClick={() => setLength(length + STEP)}>
          {t('timeline.more', { count: Math.min(STEP, shown.length - length) })}
        </Button>
      ) : null}
    </Section>
  )
}

function Title({ event }: { readonly event: PatientEvent }) {
  const { t } = useTranslation()
  const plain = event.title === '' ? t(`timeline.${event.kind}`) : event.title
  const text = event.code === undefined ? plain : t(`kind.${event.code}`, plain)
  return event.link === undefined ? text : <Link to={event.link}>{text}</Link>
}
