/** Instants as people say them. The pharmacy's zone is the browser's until a setting says otherwise. */

const DAY = 86_400_000

function dayNumber(date: Date): number {
  return Math.round(new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / DAY)
}

function isDateOnly(instant: string): boolean {
  return /^\d{4}(-\d{2}){0,2}$/.test(instant)
}

/** A FHIR date without a time is a day of the wall calendar, not midnight in Greenwich. */
export function parse(instant: string): Date {
  return isDateOnly(instant) && instant.length === 10
    ? new Date(`${instant}T00:00:00`)
    : new Date(instant)
}

function capital(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
}

/** "Today 14:30", "Tomorrow 09:00", "Mon 3 May 09:00"; the year only when it is another one. */
export function dayTime(instant: string | undefined, now: Date, language: string): string {
  if (instant === undefined) return ''
  const date = parse(instant)
  if (Number.isNaN(date.getTime())) return instant
  const days = dayNumber(date) - dayNumber(now)
  const time = isDateOnly(instant)
    ? ''
    : new Intl.DateTimeFormat(language, {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(date)
  const day =
    Math.abs(days) <= 1
      ? capital(
          new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day'),
          language,
        )
      : new Intl.DateTimeFormat(language, {
          ...(Math.abs(days) < 180 ? { weekday: 'short' } : {}),
          day: 'numeric',
          month: 'short',
          ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
        }).format(date)
  return time === '' ? day : `${day} ${time}`
}

/** The exact instant, for the tooltip. */
export function exact(instant: string | undefined, language: string): string {
  if (instant === undefined) return ''
  const date = parse(instant)
  if (Number.isNaN(date.getTime())) return instant
  const style = isDateOnly(instant)
    ? ({ dateStyle: 'full' } as const)
    : ({ dateStyle: 'full', timeStyle: 'long' } as const)
  return new Intl.DateTimeFormat(language, style).format(date)
}

const STEPS = [
  ['day', DAY],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "in 3 hr.", "2 days ago": the largest unit that fits. */
export function distance(instant: string, now: Date, language: string): string {
  const span = parse(instant).getTime() - now.getTime()
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' })
  for (const [unit, size] of STEPS) {
    if (Math.abs(span) >= size) return format.format(Math.trunc(span / size), unit)
  }
  return format.format(Math.trunc(span / 60_000), 'minute')
}

/** Milliseconds between two instants, for "0.4 s later" on the thread. */
export function between(from: string | undefined, to: string | undefined): number | undefined {
  if (from === undefined || to === undefined) return undefined
  const span = parse(to).getTime() - parse(from).getTime()
  return Number.isNaN(span) ? undefined : span
}

export type DueBand = 'overdue' | 'today' | 'tomorrow' | 'week' | 'later' | 'open'

export function dueBand(due: string | undefined, now: Date): DueBand {
  if (due === undefined) return 'open'
  const date = parse(due)
  const days = dayNumber(date) - dayNumber(now)
  if (date.getTime() < now.getTime() && !(isDateOnly(due) && days === 0)) return 'overdue'
  if (days <= 0) return 'today'
  if (days === 1) return 'tomorrow'
  return days <= 7 ? 'week' : 'later'
}
