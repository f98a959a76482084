import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { all, type Page } from '@/shared/fhir/bundle'
import { fhir, nextUrl, searchUrl } from '@/shared/fhir/client'
import { peopleOf, workItem, type WorkItem } from '@/shared/fhir/task'
import { searchOf, type Filters } from './filters'

/** Half of the two seconds within which a new task must be on the page. */
const HEARTBEAT = 1_000

function itemsOf(pages: readonly Page[], now: Date): readonly WorkItem[] {
  const people = peopleOf(pages)
  const seen = new Set<string>()
  return pages
    .flatMap((page) => all(page, 'Task'))
    .filter((task) => !seen.has(task.id ?? '') && seen.add(task.id ?? ''))
    .map((task) => workItem(task, people, now))
}

/** The newest change of any task, as a few bytes: when it moves, the list is read again. */
function useHeartbeat(): void {
  const queries = useQueryClient()
  const newest = useQuery({
    queryKey: ['heartbeat'],
    refetchInterval: HEARTBEAT,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) =>
      fhir.search(
        'Task',
        [
          ['_sort', '-_lastUpdated'],
          ['_count', '1'],
          ['_elements', 'id,status'],
          ['_total', 'none'],
        ],
        signal,
      ),
    select: (bundle) => {
      const task = all(bundle, 'Task')[0]
      return `${task?.id ?? ''}/${task?.meta?.versionId ?? ''}`
    },
  }).data
  useEffect(() => {
    if (newest !== undefined) void queries.invalidateQueries({ queryKey: ['work'] })
  }, [newest, queries])
}

export function useWork(filters: Filters, owners: readonly string[], now: Date) {
  useHeartbeat()
  const query = useInfiniteQuery({
    queryKey: ['work', searchUrl('Task', searchOf(filters, owners))],
    initialPageParam: searchUrl('Task', searchOf(filters, owners)),
    queryFn: ({ pageParam, signal }) => fhir.page(pageParam, signal),
    getNextPageParam: (last) => nextUrl(last),
    placeholderData: (previous) => previous,
  })
  const pages = query.data?.pages
  const items = useMemo(() => (pages === undefined ? undefined : itemsOf(pages, now)), [pages, now])
  return { query, items, total: pages?.[0]?.total }
}
