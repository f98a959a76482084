// The few rules of FHIR REST that the pages rely on, over a map in memory.
const scoreOf = (task) =>
  task.extension?.[0]?.extension?.find((one) => one.url === 'score')?.valueDecimal ?? -1
const dueOf = (task) => task.restriction?.period?.end ?? '9'
const subjects = (one) =>
  [one.subject, one.for, one.patient, ...(one.participant ?? []).map((each) => each.actor)]
    .map((each) => each?.reference)
    .filter(Boolean)
const dateOf = (one) =>
  one.effectiveDateTime ??
  one.start ??
  one.sent ??
  one.whenHandedOver ??
  one.period?.start ??
  one.authoredOn ??
  one.recorded ??
  ''

const MATCH = {
  _id: (one, value) => value.split(',').includes(one.id),
  status: (one, value) => value.split(',').includes(one.status),
  priority: (one, value) => one.priority === value,
  patient: (one, value) => subjects(one).includes(value),
  owner: (one, value) => one.owner?.reference === value,
  'owner:missing': (one) => one.owner === undefined,
  code: (one, value) =>
    (one.code?.coding ?? []).some((coding) => `${coding.system}|${coding.code}` === value),
  category: (one, value) =>
    (one.category ?? []).some((each) => each.coding?.some((coding) => coding.code === value)),
  name: (one, value) =>
    JSON.stringify(one.name ?? '')
      .toLowerCase()
      .includes(value.toLowerCase()),
  date: (one, value) => dateOf(one).slice(0, 10) >= value.replace('ge', ''),
  altid: (one, value) => (one.agent ?? []).some((each) => each.altId === value),
  outcome: (one, value) => value.split(',').includes(one.outcome),
  record: (one, value) =>
    (one.entity ?? []).some((each) => value.endsWith(each.what?.identifier?.value ?? '?')),
  practitioner: (one, value) => one.practitioner?.reference === value,
  target: (one, value) => (one.target ?? []).some((each) => each.reference === value),
  about: (one, value) => (one.about ?? []).some((each) => each.reference === value),
  'based-on': (one, value) =>
    (one.basedOn ?? []).some((each) => value.split(',').includes(each.reference)),
}

const SORT = {
  '-priority-score,due': (a, b) => scoreOf(b) - scoreOf(a) || dueOf(a).localeCompare(dueOf(b)),
  '-_lastUpdated': (a, b) => b.meta.lastUpdated.localeCompare(a.meta.lastUpdated),
  family: (a, b) => (a.name?.[0]?.family ?? '').localeCompare(b.name?.[0]?.family ?? ''),
  date: (a, b) => dateOf(a).localeCompare(dateOf(b)),
}
const newestFirst = (a, b) => dateOf(b).localeCompare(dateOf(a))

const INCLUDES = {
  'Task:patient': (one) => one.for,
  'Task:owner': (one) => one.owner,
}

export function search(store, type, query) {
  let found = [...store.values()].filter((one) => one.resourceType === type)
  for (const [name, value] of query) {
    const match = MATCH[name]
    if (match) found = found.filter((one) => match(one, value))
    else if (!name.startsWith('_')) return undefined
  }
  found.sort(SORT[query.get('_sort')] ?? newestFirst)
  const total = found.length
  const offset = Number(query.get('_offset') ?? 0)
  const count = Number(query.get('_count') ?? 50)
  const page = found.slice(offset, offset + count)
  const included = new Map()
  for (const include of query.getAll('_include')) {
    for (const one of page) {
      const other = store.get(INCLUDES[include]?.(one)?.reference ?? '')
      if (other) included.set(`${other.resourceType}/${other.id}`, other)
    }
  }
  const next = new URLSearchParams(query)
  next.set('_offset', String(offset + count))
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total,
    link: offset + count < total ? [{ relation: 'next', url: `/fhir/${type}?${next}` }] : [],
    entry: [
      ...page.map((resource) => ({ resource, search: { mode: 'match' } })),
      ...[...included.values()].map((resource) => ({ resource, search: { mode: 'include' } })),
    ],
  }
}

export function put(store, resource) {
  const key = `${resource.resourceType}/${resource.id}`
  const version = Number(store.get(key)?.meta.versionId ?? 0) + 1
  const saved = {
    ...resource,
    meta: { versionId: String(version), lastUpdated: new Date().toISOString() },
  }
  store.set(key, saved)
  return saved
}
