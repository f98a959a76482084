import { ActionIcon, Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import type { Me } from '@/shared/auth/me'
import { all } from '@/shared/fhir/bundle'
import { fhir } from '@/shared/fhir/client'
import { problem } from '@/shared/fhir/problem'
import { peopleOf, WITH_PEOPLE, workItem, type WorkItem } from '@/shared/fhir/task'
import { Icon } from '@/shared/ui/Icon'
import { PriorityMark } from '@/shared/ui/PriorityMark'
import { Section } from '@/shared/ui/Section'
import { Failed, Loaded } from '@/shared/ui/States'
import { distance, dueBand } from '@/shared/ui/instants'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { taken } from './completion'
import { CompleteDialog } from './CompleteDialog'
import { Facts } from './Facts'
import { ScoreBar } from './ScoreBar'
import styles from './TaskPanel.module.css'
import { useComplete } from './useComplete'
import { useOwners } from './useOwners'

function useTask(id: string, now: Date) {
  return useQuery({
    queryKey: ['work', 'one', id],
    queryFn: async ({ signal }) => {
      const bundle = await fhir.search('Task', [['_id', id], ...WITH_PEOPLE], signal)
      if (all(bundle, 'Task').length === 0)
        throw problem('There is no such task, or it is not yours to see.', 404)
      return bundle
    },
    select: (bundle) =>
      all(bundle, 'Task').map((task) => workItem(task, peopleOf([bundle]), now))[0],
  })
}

/** Why is this pressing, and what now? */
export function TaskPanel({ me }: { readonly me: Me }) {
  const { task = '' } = useParams()
  const now = useNow()
  const query = useTask(task, now)
  return (
    <Loaded query={query} lines={12}>
      {(item) =>
        item === undefined ? null : <Details key={item.id} item={item} me={me} now={now} />
      }
    </Loaded>
  )
}

type DetailsProps = { readonly item: WorkItem; readonly me: Me; readonly now: Date }

function Details({ item, me, now }: DetailsProps) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const { search } = useLocation()
  const queries = useQueryClient()
  const complete = useComplete(me)
  const owners = useOwners(me)
  const [closing, setClosing] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const close = () => void navigate({ pathname: '/worklist', search })
  const take = useMutation({
    mutationFn: () => fhir.update(taken(item.task, owners[0] ?? me.fhirUser, me.name)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['work'] }),
  })

  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.querySelector('dialog[open]') === null) close()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })

  const open = !['completed', 'cancelled', 'failed', 'rejected', 'entered-in-error'].includes(
    item.task.status,
  )
  const overdue = open && dueBand(item.due, now) === 'overdue'
  return (
    <div className={styles.panel}>
      <header className={styles.head}>
        <PriorityMark priority={item.priority} />
        <span className={styles.kind}>{t(`kind.${item.kind}`, item.kindText ?? '')}</span>
        <ActionIcon
          variant="subtle"
          color="accent"
          aria-label={t('action.close')}
          onClick={close}
          className={styles.close ?? ''}
        >
          <Icon name="close" />
        </ActionIcon>
      </header>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {item.reason ?? item.kindText ?? t('worklist.noReason')}
      </h1>
      <p>
        {item.patientId === undefined ? null : (
          <Link to={`/patients/${item.patientId}`}>{item.patientName ?? t('patient.unknown')}</Link>
        )}
        {item.patientAge === undefined ? null : (
          <span className={styles.dim}> · {t('patient.age', { count: item.patientAge })}</span>
        )}
      </p>
      <dl className={styles.facts}>
        <dt>{t('task.status')}</dt>
        <dd>{t(`status.${item.task.status}`, item.task.status)}</dd>
        <dt>{t('task.due')}</dt>
        <dd data-overdue={overdue}>
          {item.due === undefined ? t('task.noDue') : <Time at={item.due} now={now} />}
          {item.due === undefined || !open ? null : ` (${distance(item.due, now, i18n.language)})`}
        </dd>
        <dt>{t('task.owner')}</dt>
        <dd>{item.ownerName ?? t('worklist.nobody')}</dd>
      </dl>
      {open ? (
        <div className={styles.actions}>
          <Button onClick={() => setClosing(true)} leftSection={<Icon name="check" size={16} />}>
            {t('action.complete')}
          </Button>
          {item.owner !== undefined && owners.includes(item.owner) ? null : (
            <Button variant="default" loading={take.isPending} onClick={() => take.mutate()}>
              {t('action.take')}
            </Button>
          )}
          {item.phone === undefined ? null : (
            <Button
              variant="default"
              component="a"
              href={`tel:${item.phone}`}
              leftSection={<Icon name="phone" size={16} />}
            >
              {t('action.call')}
            </Button>
          )}
        </div>
      ) : null}
      {take.error === null ? null : <Failed error={take.error} retry={() => take.mutate()} />}
      <Section title={t('task.why')}>
        <ScoreBar score={item.score} now={now} />
      </Section>
      <Section title={t('task.facts')}>
        <Facts task={item.task} now={now} />
      </Section>
      <Section title={t('task.origin')}>
        <Link className={styles.thread} to={`/thread/Task/${item.id}`}>
          <Icon name="thread" /> {t('task.thread')}
        </Link>
      </Section>
      <CompleteDialog
        items={closing ? [item] : []}
        onCancel={() => setClosing(false)}
        onDone={(outcome, note) => {
          complete([item], outcome, note)
          close()
        }}
      />
    </div>
  )
}
