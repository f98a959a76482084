import type { OperationOutcome } from 'fhir/r4'

/** What went wrong, in the words of the server where it has any. */
export type Problem = Error & {
  readonly status: number
  readonly requestId: string | undefined
}

export function problem(message: string, status: number, requestId?: string): Problem {
  return Object.assign(new Error(message), { status, requestId })
}

export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
}

/** The issues as sentences; undefined if the body says nothing. */
export function outcomeText(outcome: Partial<OperationOutcome> | undefined): string | undefined {
  const words = (outcome?.issue ?? [])
    .map((issue) => issue.details?.text ?? issue.diagnostics ?? issue.details?.coding?.[0]?.display)
    .filter((text) => text !== undefined)
  return words.length > 0 ? words.join(' ') : undefined
}
