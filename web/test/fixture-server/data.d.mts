import type { FhirResource } from 'fhir/r4'

type Fields = {
  readonly id: string
  readonly kind: string
  readonly priority: string
  readonly patient: string
  readonly factors: readonly (readonly [string, string, number])[]
  readonly due: number
}

export function task(now: number, fields: Fields): FhirResource
