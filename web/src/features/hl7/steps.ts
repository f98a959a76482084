import type { FhirResource } from 'fhir/r4'
import { conceptText, valueText } from '@/shared/fhir/words'
import { observedAt } from '@/shared/fhir/labs'
import { scoreOf } from '@/shared/fhir/score'
import type { IconName } from '@/shared/ui/Icon'
import { between } from '@/shared/ui/instants'
import type { Message } from './message'
import type { Thread } from './thread'

/** Finds the words for a key of the texts; the fallback is what the record says. */
export type Say = (key: string, fallback: string) => string

/** One station of the thread. `title` is a key of the texts, `words` come from the record. */
export type Step = {
  readonly key: string
  readonly icon: IconName
  readonly title: string
  readonly at: string | undefined
  readonly words: readonly string[]
  /** What was said to the person, word for word. */
  readonly quote?: string | undefined
  readonly link?: string | undefined
  readonly bad?: boolean
}

function present(words: readonly (string | undefined | null)[]): readonly string[] {
  return words.flatMap((word) => (word === undefined || word === null || word === '' ? [] : [word]))
}

function describe(resource: FhirResource): readonly string[] {
  if (resource.resourceType === 'Observation') {
    return present([conceptText(resource.code), valueText(resource)])
  }
  if (resource.resourceType === 'Encounter')
    return present([resource.class.display, resource.status])
  if (resource.resourceType === 'Appointment')
    return present([resource.description, resource.status])
  return [resource.resourceType]
}

function messageSteps(message: Message | undefined, say: Say): readonly Step[] {
  if (message === undefined) return []
  const heading = message.heading
  const answer = message.ackCode
  return [
    {
      key: 'received',
      icon: 'inbox',
      title: 'thread.received',
      at: message.received,
      words: present([
        heading?.type,
        heading?.controlId,
        heading?.sendingFacility ?? heading?.sendingApplication ?? message.peer,
      ]),
      link: `/integration/messages/${message.id}`,
    },
    {
      key: 'ack',
      icon: 'check',
      title: 'thread.acknowledged',
      at: undefined,
      words: present([answer ? say(`ack.${answer}`, answer) : undefined]),
      bad: answer?.endsWith('A') === false,
    },
  ]
}

function resourceStep(thread: Thread, message: Message | undefined): readonly Step[] {
  const { reason, provenance } = thread
  if (reason === undefined && provenance === undefined) return []
  const keys =
    message?.resources ?? (provenance?.target ?? []).flatMap((one) => one.reference ?? [])
  const kinds = new Map<string, number>()
  for (const key of keys) {
    const kind = key.split('/')[0] ?? key
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  const counted = [...kinds].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`))
  const observed = reason?.resourceType === 'Observation' ? observedAt(reason) : undefined
  return [
    {
      key: 'resources',
      icon: 'file',
      title: 'thread.stored',
      at: provenance?.recorded ?? reason?.meta?.lastUpdated ?? observed,
      words: present([
        ...(reason === undefined ? [] : [describe(reason).join(' ')]),
        counted.join(', '),
      ]),
    },
  ]
}

function subjectSteps(
  { task, appointment }: Thread,
  say: Say,
  when: (at: string) => string,
): readonly Step[] {
  const steps: Step[] = []
  if (appointment !== undefined) {
    steps.push({
      key: 'appointment',
      icon: 'calendar',
      title: 'thread.appointment',
      at: appointment.created ?? appointment.meta?.lastUpdated,
      words: present([
        appointment.description,
        appointment.start === undefined ? undefined : when(appointment.start),
        say(`visit.status.${appointment.status}`, appointment.status),
      ]),
    })
  }
  if (task !== undefined) {
    const score = scoreOf(task)
    steps.push({
      key: 'task',
      icon: 'worklist',
      title: 'thread.task',
      at: task.authoredOn ?? task.meta?.lastUpdated,
      words: present([
        say(`kind.${task.code?.coding?.[0]?.code ?? ''}`, conceptText(task.code) ?? ''),
        task.priority === undefined ? undefined : say(`priority.${task.priority}`, task.priority),
        score === undefined ? undefined : `${Math.round(score.score)}/100`,
        score?.factors[0]?.label,
      ]),
      link: `/worklist/${task.id ?? ''}`,
    })
  }
  return steps
}

function communicationSteps({ requests, communications }: Thread, say: Say): readonly Step[] {
  return [
    ...requests.map((one): Step => ({
      key: `CommunicationRequest/${one.id ?? ''}`,
      icon: 'calendar',
      title: 'thread.planned',
      at: one.authoredOn ?? one.meta?.lastUpdated,
      words: present([
        conceptText(one.category?.[0]),
        conceptText(one.medium?.[0]),
        say(`request.${one.status}`, one.status),
      ]),
    })),
    ...communications.map((one): Step => ({
      key: `Communication/${one.id ?? ''}`,
      icon: 'message',
      title: one.status === 'not-done' ? 'thread.notSent' : 'thread.sent',
      at: one.sent ?? one.meta?.lastUpdated,
      words: present([conceptText(one.medium?.[0]), conceptText(one.statusReason)]),
      quote: one.payload?.[0]?.contentString,
      bad: one.status === 'not-done',
    })),
  ]
}

/** The whole way, each station in the order of the way and not of its clock. */
export function stepsOf(
  thread: Thread,
  message: Message | undefined,
  say: Say,
  when: (at: string) => string,
): readonly Step[] {
  return [
    ...messageSteps(message, say),
    ...resourceStep(thread, message),
    ...subjectSteps(thread, say, when),
    ...communicationSteps(thread, say),
  ]
}

/** How long after the first station, in words the eye can compare; undefined for the first. */
export function elapsed(steps: readonly Step[], step: Step, language: string): string | undefined {
  const first = steps.find((one) => one.at !== undefined)
  if (first === undefined || first === step) return undefined
  const span = between(first.at, step.at)
  if (span === undefined || span < 0) return undefined
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1_000],
  ] as const
  const [unit, size] = units.find(([, length]) => span >= length) ?? (['second', 1_000] as const)
  const digits = unit === 'second' ? 1 : 0
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(span / size)
}
