import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useNavigate, useParams, useSearchParams } from 'react-router'
import type { Me } from '@/shared/auth/me'
import type { TaskOutcome } from '@/shared/fhir/canonicals'
import type { WorkItem } from '@/shared/fhir/task'
import { Loaded } from '@/shared/ui/States'
import { useNow } from '@/shared/ui/useNow'
import { BulkBar } from './BulkBar'
import { commandOf, isTyping, move } from './commands'
import { CompleteDialog } from './CompleteDialog'
import { readFilters, writeFilters, type Filters } from './filters'
import { linesOf, rowsOf } from './grouping'
import { HelpDialog } from './HelpDialog'
import { useHidden } from './pendingWork'
import { Toolbar } from './Toolbar'
import { useComplete } from './useComplete'
import { useOwners } from './useOwners'
import { useWork } from './useWork'
import { WorkList } from './WorkList'
import styles from './WorklistPage.module.css'

const NONE: ReadonlySet<string> = new Set()

/** What must I do next? */
export function WorklistPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { task } = useParams()
  const [address, setAddress] = useSearchParams()
  const filters = useMemo(() => readFilters(address), [address])
  const now = useNow()
  const { query, items, total } = useWork(filters, useOwners(me), now)
  const hidden = useHidden()
  const complete = useComplete(me)
  const [at, setAt] = useState(0)
  const [picked, setPicked] = useState(NONE)
  const [closing, setClosing] = useState<readonly WorkItem[]>([])
  const [help, setHelp] = useState(false)

  const lines = useMemo(
    () =>
      linesOf(
        (items ?? []).filter((item) => !hidden.has(item.id)),
        filters.group,
        now,
      ),
    [items, hidden, filters.group, now],
  )
  const rows = useMemo(() => rowsOf(lines), [lines])
  const current = Math.min(at, Math.max(rows.length - 1, 0))
  const pickedRows = rows.filter((row) => picked.has(row.id))
  const toggle = useCallback((id: string) => {
    setPicked((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }, [])
  const finish = (outcome: TaskOutcome, note: string) => {
    complete(closing, outcome, note)
    setClosing([])
    setPicked(NONE)
    if (closing.some((item) => item.id === task))
      void navigate({ pathname: '/worklist', search: address.toString() })
  }

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const command = commandOf(event, isTyping(event.target))
      const row = rows[current]
      if (command === undefined) return
      event.preventDefault()
      if (command === 'help') setHelp(true)
      else if (row === undefined) return
      else if (command === 'select') toggle(row.id)
      else if (command === 'complete') setClosing(pickedRows.length > 0 ? pickedRows : [row])
      else if (command === 'message') void navigate(`/patients/${row.patientId ?? ''}?show=message`)
      else setAt(move(command, current, rows.length))
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })

  return (
    <div className={styles.split} data-open={task !== undefined}>
      <div className={styles.list}>
        <Toolbar
          filters={filters}
          total={total}
          onChange={(next: Filters) => setAddress(writeFilters(next), { replace: true })}
          onHelp={() => setHelp(true)}
        />
        <Loaded query={{ data: items, error: query.error, refetch: query.refetch }} lines={10}>
          {() => (
            <WorkList
              lines={lines}
              filters={filters}
              current={current}
              picked={picked}
              open={task}
              now={now}
              onCurrent={setAt}
              onPick={toggle}
              onComplete={(item) => setClosing([item])}
              onEnd={() => {
                if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
              }}
            />
          )}
        </Loaded>
        {pickedRows.length > 0 ? (
          <BulkBar
            count={pickedRows.length}
            onComplete={() => setClosing(pickedRows)}
            onClear={() => setPicked(NONE)}
          />
        ) : null}
        <p className="visually-hidden" role="status">
          {items === undefined ? '' : t('worklist.announce', { count: rows.length })}
        </p>
      </div>
      {task === undefined ? null : (
        <aside className={styles.panel} aria-label={t('task.label')}>
          <Outlet />
        </aside>
      )}
      <CompleteDialog items={closing} onCancel={() => setClosing([])} onDone={finish} />
      <HelpDialog open={help} onClose={() => setHelp(false)} />
    </div>
  )
}
