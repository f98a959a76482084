import type { AuditEvent, Parameters } from 'fhir/r4'
import type { Search } from '@/shared/fhir/client'
import { keyOf } from '@/shared/fhir/bundle'

/** What the page can ask for; all of it is in the address. */
export type Question = {
  readonly from: string
  readonly to: string
  readonly who: string
  readonly patient: string
  readonly refused: boolean
}

export function readQuestion(address: URLSearchParams): Question {
  return {
    from: address.get('from') ?? '',
    to: address.get('to') ?? '',
    who: address.get('who') ?? '',
    patient: address.get('patient') ?? '',
    refused: address.get('refused') === 'yes',
  }
}

/** Days are whole days of the person's own calendar. */
export function searchOf(question: Question, origin: string): Search {
  const day = (text: string, later: number) => {
    const date = new Date(`${text}T00:00:00`)
    date.setDate(date.getDate() + later)
    return date.toISOString()
  }
  return [
    ...(question.from === '' ? [] : [['date', `ge${day(question.from, 0)}`] as const]),
    ...(question.to === '' ? [] : [['date', `lt${day(question.to, 1)}`] as const]),
    ...(question.who === '' ? [] : [['altid', question.who] as const]),
    ...(question.patient === ''
      ? []
      : [['record', `${origin}/fhir/Patient/${question.patient}`] as const]),
    ...(question.refused ? [['outcome', '4,8,12'] as const] : []),
    ['_sort', '-date'],
    ['_count', '50'],
  ]
}

export type Line = {
  readonly id: string
  readonly at: string
  readonly who: string
  readonly role: string | undefined
  readonly client: string | undefined
  readonly did: string
  readonly on: readonly string[]
  readonly refused: boolean
  readonly emergency: boolean
}

const MOST_SHOWN = 3

export function lineOf(event: AuditEvent): Line {
  const [person, program] = event.agent
  const on = (event.entity ?? [])
    .map((entity) => keyOf(entity.what?.identifier?.value))
    .filter((key) => key !== undefined)
  return {
    id: event.id ?? '',
    at: event.recorded,
    who: person?.altId ?? '',
    role: person?.role?.[0]?.coding?.[0]?.code,
    client: program?.altId,
    did: event.subtype?.[0]?.code ?? event.type.code ?? '',
    on: [...new Set(on)],
    refused: event.outcome !== '0',
    emergency: (event.purposeOfEvent ?? []).length > 0,
  }
}

/** The first few, and how many more there are. */
export function shown(on: readonly string[]): {
  readonly keys: readonly string[]
  readonly more: number
} {
  return { keys: on.slice(0, MOST_SHOWN), more: Math.max(0, on.length - MOST_SHOWN) }
}

export type Verdict = {
  readonly valid: boolean
  readonly checked: number
  readonly findings: number
}

export function verdictOf(answer: Parameters): Verdict {
  const value = (name: string) => answer.parameter?.find((one) => one.name === name)
  return {
    valid: value('valid')?.valueBoolean === true,
    checked: value('checked')?.valueInteger ?? 0,
    findings: (answer.parameter ?? []).filter((one) => one.name === 'finding').length,
  }
}
