import type { FhirResource } from 'fhir/r4'
import { all, type Page } from '@/shared/fhir/bundle'
import { observedAt } from '@/shared/fhir/labs'
import { conceptText, valueText } from '@/shared/fhir/words'
import type { IconName } from '@/shared/ui/Icon'

export const EVENT_KINDS = ['lab', 'visit', 'message', 'medicine', 'task'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** One thing that happened, whatever resource tells of it. */
export type PatientEvent = {
  readonly key: string
  readonly at: string
  readonly kind: EventKind
  readonly icon: IconName
  readonly title: string
  /** A code that the texts have a word for. */
  readonly code?: string | undefined
  readonly detail: string | undefined
  readonly link: string | undefined
}

type Draft = Omit<PatientEvent, 'key' | 'at'> & { readonly at: string | undefined }

function labEvents(bundle: Page): readonly [FhirResource, Draft][] {
  return all(bundle, 'Observation').map((one) => [
    one,
    {
      at: observedAt(one),
      kind: 'lab',
      icon: 'flask',
      title: conceptText(one.code) ?? '',
      detail: valueText(one),
      link: undefined,
    },
  ])
}

function visitEvents(bundle: Page): readonly [FhirResource, Draft][] {
  const draft = (at: string | undefined, title: string, detail: string): Draft => ({
    at,
    kind: 'visit',
    icon: 'visit',
    title,
    detail,
    link: undefined,
  })
  return [
    ...all(bundle, 'Encounter').map((one): [FhirResource, Draft] => [
      one,
      draft(
        one.period?.start,
        conceptText(one.type?.[0]) ?? one.class.display ?? one.class.code ?? '',
        one.status,
      ),
    ]),
    ...all(bundle, 'Appointment').map((one): [FhirResource, Draft] => [
      one,
      draft(one.start, conceptText(one.serviceType?.[0]) ?? one.description ?? '', one.status),
    ]),
  ]
}

function messageEvents(bundle: Page): readonly [FhirResource, Draft][] {
  return all(bundle, 'Communication').map((one) => [
    one,
    {
      at: one.sent ?? one.received,
      kind: 'message',
      icon: 'message',
      title: conceptText(one.category?.[0]) ?? conceptText(one.medium?.[0]) ?? '',
      detail: one.payload?.[0]?.contentString ?? conceptText(one.statusReason),
      link: `/thread/Communication/${one.id ?? ''}`,
    },
  ])
}

function medicineEvents(bundle: Page): readonly [FhirResource, Draft][] {
  return all(bundle, 'MedicationDispense').map((one) => [
    one,
    {
      at: one.whenHandedOver ?? one.whenPrepared,
      kind: 'medicine',
      icon: 'pill',
      title: conceptText(one.medicationCodeableConcept) ?? one.medicationReference?.display ?? '',
      detail: undefined,
      link: undefined,
    },
  ])
}

function taskEvents(bundle: Page): readonly [FhirResource, Draft][] {
  return all(bundle, 'Task').map((one) => [
    one,
    {
      at: one.authoredOn ?? one.meta?.lastUpdated,
      kind: 'task',
      icon: 'worklist',
      title: conceptText(one.code) ?? '',
      code: one.code?.coding?.[0]?.code,
      detail: one.description,
      link: `/worklist/${one.id ?? ''}`,
    },
  ])
}

/** All that has a time, newest first. */
export function eventsOf(bundles: readonly Page[]): readonly PatientEvent[] {
  return bundles
    .flatMap((bundle) => [
      ...labEvents(bundle),
      ...visitEvents(bundle),
      ...messageEvents(bundle),
      ...medicineEvents(bundle),
      ...taskEvents(bundle),
    ])
    .flatMap(([resource, draft]) =>
      draft.at === undefined
        ? []
        : [{ ...draft, at: draft.at, key: `${resource.resourceType}/${resource.id ?? ''}` }],
    )
    .toSorted((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime())
}
