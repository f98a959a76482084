import type { Bundle, FhirResource, Reference } from 'fhir/r4'

/** An answer to a search. */
export type Page = Bundle<FhirResource>

type Kind = FhirResource['resourceType']
type Of<K extends Kind> = Extract<FhirResource, { resourceType: K }>

function is<K extends Kind>(kind: K, resource: FhirResource | undefined): resource is Of<K> {
  return resource?.resourceType === kind
}

/** All resources of one kind, in the order of the bundle. */
export function all<K extends Kind>(bundle: Page | undefined, kind: K): readonly Of<K>[] {
  return (bundle?.entry ?? [])
    .map((entry) => entry.resource)
    .filter((resource) => is(kind, resource))
}

/** `Patient/7` of a reference, without a server's base or a version. */
export function keyOf(reference: Reference | string | undefined): string | undefined {
  const text = typeof reference === 'string' ? reference : reference?.reference
  return text?.match(/([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/)?.[1]
}

export function idOf(reference: Reference | string | undefined): string | undefined {
  return keyOf(reference)?.split('/')[1]
}

/** Looks up what a reference names among the resources that came along. */
export function byKey<T extends FhirResource>(resources: readonly T[]): ReadonlyMap<string, T> {
  return new Map(resources.map((one) => [`${one.resourceType}/${one.id ?? ''}`, one]))
}
