import type { Parameters } from 'fhir/r4'
import type { Emergency } from '@/shared/auth/me'
import { isProblem } from '@/shared/fhir/problem'

/** How long a record can be opened; the server takes an hour at most. */
export const MINUTES = [15, 30, 60] as const
export type Minutes = (typeof MINUTES)[number]

export function glass(reason: string, minutes: Minutes): Parameters {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'reason', valueString: reason.trim() },
      { name: 'minutes', valuePositiveInt: minutes },
    ],
  }
}

export function isClosed(error: unknown): boolean {
  return isProblem(error) && error.status === 403
}

export function openedUntil(
  emergencies: readonly Emergency[] | undefined,
  patient: string,
  now: Date,
): string | undefined {
  return emergencies?.find(
    (one) => one.patient === `Patient/${patient}` && Date.parse(one.until) > now.getTime(),
  )?.until
}
