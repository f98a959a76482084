import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import type { WorkItem } from '@/shared/fhir/task'
import { Empty } from '@/shared/ui/States'
import { isFiltered, type Filters } from './filters'
import type { Line } from './grouping'
import { Row } from './Row'
import styles from './WorkList.module.css'

type Props = {
  readonly lines: readonly Line[]
  readonly filters: Filters
  readonly current: number
  readonly picked: ReadonlySet<string>
  readonly open: string | undefined
  readonly now: Date
  readonly onCurrent: (index: number) => void
  readonly onPick: (id: string) => void
  readonly onComplete: (item: WorkItem) => void
  readonly onEnd: () => void
}

const HEADING = 40
const ROW = 68

/** Only the rows in sight are in the page, so that ten thousand cost what thirty cost. */
export function WorkList(props: Props) {
  const { lines, filters, current, onEnd } = props
  const { t } = useTranslation()
  const { search } = useLocation()
  const scroll = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: (n) => (lines[n]?.kind === 'heading' ? HEADING : ROW),
    getItemKey: (n) => {
      const line = lines[n]
      return line === undefined ? n : line.kind === 'row' ? line.item.id : `group-${line.key}`
    },
    overscan: 8,
  })
  const visible = list.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (lines.length > 0 && last >= lines.length - 20) onEnd()
  }, [last, lines.length, onEnd])
  useEffect(() => {
    const line = lines.findIndex((one) => one.kind === 'row' && one.index === current)
    if (line >= 0 && current > 0) list.scrollToIndex(line, { align: 'auto' })
    // Only a moved cursor scrolls; new work must never move the page under the reader's eyes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [current])

  if (lines.length === 0) {
    return isFiltered(filters) ? (
      <Empty
        icon="search"
        title={t('worklist.noneFiltered')}
        hint={t('worklist.noneFilteredHint')}
      />
    ) : (
      <Empty title={t('worklist.none')} hint={t('worklist.noneHint')} />
    )
  }
  return (
    <div ref={scroll} className={styles.scroll} tabIndex={-1}>
      <div
        role="list"
        aria-label={t('worklist.title')}
        className={styles.list}
        style={{ height: list.getTotalSize() }}
      >
        {visible.map(({ index, key, start }) => {
          const line = lines[index]
          if (line === undefined) return null
          return (
            <div
              key={key}
              ref={list.measureElement}
              data-index={index}
              role="listitem"
              className={styles.line}
              style={{ transform: `translateY(${start}px)` }}
            >
              {line.kind === 'heading' ? (
                <h2 className={styles.heading}>
                  {t(
                    `group.${filters.group}.${line.key}`,
                    line.text === '' ? t('group.none') : line.text,
                  )}
                  <span className={styles.count}>{line.count}</span>
                </h2>
              ) : (
                <Row
                  item={line.item}
                  now={props.now}
                  search={search}
                  current={line.index === current}
                  picked={props.picked.has(line.item.id)}
                  open={line.item.id === props.open}
                  onCurrent={() => props.onCurrent(line.index)}
                  onPick={() => props.onPick(line.item.id)}
                  onComplete={() => props.onComplete(line.item)}
                />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
