import { CS_TASK_CODE, OPEN_STATES, PRIORITIES, type Priority } from '@/shared/fhir/canonicals'
import type { Search } from '@/shared/fhir/client'
import { WITH_PEOPLE } from '@/shared/fhir/task'

/** The filters live in the address, so that a view can be kept, shared and gone back to. */
export const GROUPINGS = ['priority', 'due', 'patient', 'kind'] as const
export type Grouping = (typeof GROUPINGS)[number]

export const STATES = ['open', 'requested', 'in-progress', 'completed'] as const
export type State = (typeof STATES)[number]

export type Filters = {
  readonly state: State
  readonly priority: Priority | undefined
  readonly owner: 'anyone' | 'me' | 'nobody'
  readonly kind: string | undefined
  readonly patient: string | undefined
  readonly group: Grouping
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | undefined {
  return values.find((value) => value === text)
}

export function readFilters(address: URLSearchParams): Filters {
  return {
    state: oneOf(STATES, address.get('status')) ?? 'open',
    priority: oneOf(PRIORITIES, address.get('priority')),
    owner: oneOf(['me', 'nobody'] as const, address.get('owner')) ?? 'anyone',
    kind: address.get('kind') ?? undefined,
    patient: address.get('patient') ?? undefined,
    group: oneOf(GROUPINGS, address.get('group')) ?? 'priority',
  }
}

/** What stands for itself is left out, so that the plain view has the plain address. */
export function writeFilters(filters: Filters): URLSearchParams {
  const address = new URLSearchParams()
  const put = (name: string, value: string | undefined, plain?: string) => {
    if (value !== undefined && value !== plain) address.set(name, value)
  }
  put('status', filters.state, 'open')
  put('priority', filters.priority)
  put('owner', filters.owner, 'anyone')
  put('kind', filters.kind)
  put('patient', filters.patient)
  put('group', filters.group, 'priority')
  return address
}

function stateSearch(state: State): string {
  if (state === 'open') return OPEN_STATES
  return state === 'requested'
    ? 'requested,ready'
    : state === 'in-progress'
      ? 'accepted,in-progress'
      : state
}

export function searchOf(filters: Filters, owners: readonly string[]): Search {
  const search: (readonly [string, string])[] = [['status', stateSearch(filters.state)]]
  if (filters.priority !== undefined) search.push(['priority', filters.priority])
  if (filters.owner === 'me') search.push(['owner', owners.join()])
  if (filters.owner === 'nobody') search.push(['owner:missing', 'true'])
  if (filters.kind !== undefined) search.push(['code', `${CS_TASK_CODE}|${filters.kind}`])
  if (filters.patient !== undefined) search.push(['patient', `Patient/${filters.patient}`])
  search.push(
    ['_sort', filters.state === 'completed' ? '-_lastUpdated' : '-priority-score,due'],
    ['_count', '100'],
    ...WITH_PEOPLE,
  )
  return search
}

export function isFiltered(filters: Filters): boolean {
  return [...writeFilters({ ...filters, group: 'priority' }).keys()].length > 0
}
