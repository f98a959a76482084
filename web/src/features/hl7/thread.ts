import type {
  Appointment,
  Communication,
  CommunicationRequest,
  FhirResource,
  Provenance,
  Task,
} from 'fhir/r4'
import { all, idOf, keyOf } from '@/shared/fhir/bundle'
import { SID_HL7_CONTROL_ID, SID_HL7_INBOX } from '@/shared/fhir/canonicals'
import { fhir } from '@/shared/fhir/client'

/**
 * Follows the references of the record, by FHIR alone:
 * Communication.basedOn → CommunicationRequest.about → Task or Appointment; Task.reasonReference →
 * Observation ← Provenance.target, whose entity names the inbox row.
 */
export type Thread = {
  readonly task: Task | undefined
  readonly appointment: Appointment | undefined
  readonly reason: FhirResource | undefined
  readonly provenance: Provenance | undefined
  readonly inbox: string | undefined
  readonly controlId: string | undefined
  readonly requests: readonly CommunicationRequest[]
  readonly communications: readonly Communication[]
}

function sourceOf(provenance: Provenance | undefined, system: string): string | undefined {
  return provenance?.entity
    ?.map((entity) => entity.what.identifier)
    .find((identifier) => identifier?.system === system)?.value
}

async function readKey(key: string, signal: AbortSignal): Promise<FhirResource | undefined> {
  const [type, id] = key.split('/')
  if (type === undefined || id === undefined) return undefined
  const bundle = await fhir.search(type, [['_id', id]], signal)
  return bundle.entry?.[0]?.resource
}

async function provenanceOf(
  key: string | undefined,
  signal: AbortSignal,
): Promise<Provenance | undefined> {
  if (key === undefined) return undefined
  const found = await fhir.search('Provenance', [['target', key]], signal)
  const sources = all(found, 'Provenance')
  return sources.find((one) => sourceOf(one, SID_HL7_INBOX) !== undefined) ?? sources[0]
}

async function messagesAbout(key: string, signal: AbortSignal) {
  const found = await fhir.search(
    'CommunicationRequest',
    [
      ['about', key],
      ['_count', '20'],
    ],
    signal,
  )
  const requests = all(found, 'CommunicationRequest')
  if (requests.length === 0) return { requests, communications: [] }
  const based = requests.map((one) => `CommunicationRequest/${one.id ?? ''}`).join()
  const sent = await fhir.search(
    'Communication',
    [
      ['based-on', based],
      ['_count', '50'],
    ],
    signal,
  )
  return { requests, communications: all(sent, 'Communication') }
}

/** The subject of a communication, by way of the request that it fulfils. */
async function subjectOf(
  communication: Communication,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const key of (communication.basedOn ?? []).map(keyOf)) {
    if (key?.startsWith('CommunicationRequest/') !== true) continue
    const request = await fhir.read<CommunicationRequest>(
      'CommunicationRequest',
      idOf(key) ?? '',
      signal,
    )
    const about = request.about?.map(keyOf).find((one) => one !== undefined)
    if (about !== undefined) return about
  }
  return communication.about?.map(keyOf).find((one) => one !== undefined)
}

async function aboutKey(
  key: string,
  own: Communication | undefined,
  signal: AbortSignal,
): Promise<Thread> {
  const [subject, messages] = await Promise.all([readKey(key, signal), messagesAbout(key, signal)])
  const task = subject?.resourceType === 'Task' ? subject : undefined
  const appointment = subject?.resourceType === 'Appointment' ? subject : undefined
  const reasonKey = keyOf(task?.reasonReference) ?? keyOf(task?.focus)
  const [reason, provenance] = await Promise.all([
    reasonKey === undefined ? undefined : readKey(reasonKey, signal),
    provenanceOf(reasonKey ?? (appointment === undefined ? undefined : key), signal),
  ])
  const known = messages.communications.some((one) => one.id === own?.id)
  return {
    task,
    appointment,
    reason,
    provenance,
    inbox: sourceOf(provenance, SID_HL7_INBOX),
    controlId: sourceOf(provenance, SID_HL7_CONTROL_ID),
    requests: messages.requests,
    communications:
      own === undefined || known ? messages.communications : [...messages.communications, own],
  }
}

export async function followThread(kind: string, id: string, signal: AbortSignal): Promise<Thread> {
  if (kind !== 'Communication') return aboutKey(`${kind}/${id}`, undefined, signal)
  const communication = await fhir.read<Communication>('Communication', id, signal)
  const about = await subjectOf(communication, signal)
  if (about !== undefined) return aboutKey(about, communication, signal)
  return {
    task: undefined,
    appointment: undefined,
    reason: undefined,
    provenance: undefined,
    inbox: undefined,
    controlId: undefined,
    requests: [],
    communications: [communication],
  }
}
