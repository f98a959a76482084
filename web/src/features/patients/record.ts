import { useQuery } from '@tanstack/react-query'
import { all, byKey } from '@/shared/fhir/bundle'
import { fhir, type Search } from '@/shared/fhir/client'
import { OPEN_STATES } from '@/shared/fhir/canonicals'
import { labsOf } from '@/shared/fhir/labs'
import { NOBODY, workItem } from '@/shared/fhir/task'

/** What the patient page asks the record, one question a section: each can load and fail on its own. */

function useSearch(type: string, patient: string, search: Search) {
  return useQuery({
    queryKey: ['record', patient, type, search],
    queryFn: ({ signal }) => fhir.search(type, search, signal),
  })
}

const subject = (patient: string) => ['patient', `Patient/${patient}`] as const

export function useAlerts(patient: string) {
  const flags = useSearch('Flag', patient, [subject(patient)])
  const allergies = useSearch('AllergyIntolerance', patient, [subject(patient)])
  return {
    flags: all(flags.data, 'Flag').filter((flag) => flag.status === 'active'),
    allergies: all(allergies.data, 'AllergyIntolerance'),
    known: allergies.data !== undefined,
  }
}

export function useNextVisit(patient: string, now: Date) {
  const today = now.toISOString().slice(0, 10)
  const query = useSearch('Appointment', patient, [
    subject(patient),
    ['date', `ge${today}`],
    ['status', 'booked,pending,arrived,proposed'],
    ['_sort', 'date'],
    ['_count', '5'],
  ])
  const visits = all(query.data, 'Appointment').filter(
    (one) => one.start !== undefined && new Date(one.start).getTime() > now.getTime(),
  )
  return { query, next: visits[0] }
}

export function useOpenWork(patient: string, now: Date) {
  const query = useSearch('Task', patient, [
    subject(patient),
    ['status', OPEN_STATES],
    ['_sort', '-priority-score,due'],
    ['_count', '20'],
  ])
  return { query, items: all(query.data, 'Task').map((task) => workItem(task, NOBODY, now)) }
}

export function useMedicines(patient: string) {
  const query = useSearch('MedicationRequest', patient, [
    subject(patient),
    ['status', 'active,on-hold'],
    ['_include', 'MedicationRequest:medication'],
    ['_count', '50'],
  ])
  const dispenses = useSearch('MedicationDispense', patient, [
    subject(patient),
    ['_include', 'MedicationDispense:medication'],
    ['_count', '200'],
  ])
  return {
    query,
    requests: all(query.data, 'MedicationRequest'),
    medications: byKey([...all(query.data, 'Medication'), ...all(dispenses.data, 'Medication')]),
    dispenses: all(dispenses.data, 'MedicationDispense'),
  }
}

export function useLabs(patient: string) {
  const query = useSearch('Observation', patient, [
    subject(patient),
    ['category', 'laboratory'],
    ['_sort', '-date'],
    ['_count', '200'],
  ])
  return { query, labs: labsOf(all(query.data, 'Observation')) }
}
