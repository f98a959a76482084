import type { WorkItem } from '@/shared/fhir/task'
import { PRIORITIES } from '@/shared/fhir/canonicals'
import { dueBand, type DueBand } from '@/shared/ui/instants'
import type { Grouping } from './filters'

/** The list as the screen draws it: a heading, its rows, the next heading. */
export type Line =
  | {
      readonly kind: 'heading'
      readonly key: string
      readonly count: number
      readonly text: string
    }
  | { readonly kind: 'row'; readonly item: WorkItem; readonly index: number }

const BANDS: readonly DueBand[] = ['overdue', 'today', 'tomorrow', 'week', 'later', 'open']

function keyOf(item: WorkItem, grouping: Grouping, now: Date): string {
  switch (grouping) {
    case 'priority':
      return item.priority
    case 'due':
      return dueBand(item.due, now)
    case 'patient':
      return item.patientId ?? ''
    case 'kind':
      return item.kind
  }
}

function textOf(item: WorkItem, grouping: Grouping, key: string): string {
  if (grouping === 'patient') return item.patientName ?? ''
  return grouping === 'kind' ? (item.kindText ?? key) : key
}

/** Fixed orders for priority and due; patients and kinds in the order of their most pressing task. */
function orderOf(grouping: Grouping): readonly string[] {
  if (grouping === 'priority') return PRIORITIES
  return grouping === 'due' ? BANDS : []
}

export function linesOf(
  items: readonly WorkItem[],
  grouping: Grouping,
  now: Date,
): readonly Line[] {
  const groups = new Map<string, WorkItem[]>(orderOf(grouping).map((key) => [key, []]))
  for (const item of items) {
    const key = keyOf(item, grouping, now)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  const lines: Line[] = []
  let index = 0
  for (const [key, group] of groups) {
    const first = group[0]
    if (first === undefined) continue
    lines.push({ kind: 'heading', key, count: group.length, text: textOf(first, grouping, key) })
    for (const item of group) lines.push({ kind: 'row', item, index: index++ })
  }
  return lines
}

export function rowsOf(lines: readonly Line[]): readonly WorkItem[] {
  return lines.flatMap((line) => (line.kind === 'row' ? [line.item] : []))
}
