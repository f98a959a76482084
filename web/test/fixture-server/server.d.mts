import type { FhirResource } from 'fhir/r4'

export type Fixture = {
  readonly url: string
  readonly state: {
    readonly store: Map<string, FhirResource>
    readonly failing: Map<string, number>
    readonly writes: FhirResource[]
    /** What the person may not see until they open it. */
    readonly closed: Set<string>
    chain: FhirResource
    readonly acts: { readonly method: string; readonly path: string; readonly body: string }[]
    me: {
      name: string
      role: string
      fhirUser: string
      permissions: string[]
      modules?: string[]
    }
    authorize: 'yes' | 'no'
    requests: number
  }
  readonly put: (resource: FhirResource) => FhirResource
  readonly expireTokens: () => void
  readonly close: () => Promise<void>
}

export function startFixture(options?: { port?: number; many?: number }): Promise<Fixture>
