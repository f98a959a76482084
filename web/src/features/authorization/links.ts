import { api } from '@/shared/fhir/client'

/** By what others somebody is signed in here: the EHRs and the identity providers they come from. */

export type Ehr = { readonly iss: string; readonly fhirUser: string }

export type Federated = { readonly provider: string; readonly subject: string }

export type Provider = { readonly id: string; readonly label: string; readonly issuer: string }

export type Place = {
  readonly kind: 'ehr' | 'federation'
  /** The base of the EHR, or the id of the provider. */
  readonly id: string
  readonly label: string
}

export type Link = {
  readonly place: Place
  /** What the person is called there. */
  readonly who: string
  /** Which removes it. */
  readonly url: string
}

export type Links = { readonly links: readonly Link[]; readonly places: readonly Place[] }

export function linksUrl(name: string, kind: Place['kind']): string {
  return `/api/accounts/${encodeURIComponent(name)}/${kind}`
}

export function places(ehrs: readonly string[], providers: readonly Provider[]): readonly Place[] {
  return [
    ...ehrs.map((id) => ({ kind: 'ehr', id, label: id }) as const),
    ...providers.map(({ id, label }) => ({ kind: 'federation', id, label }) as const),
  ]
}

export function links(
  name: string,
  known: readonly Place[],
  ehrs: readonly Ehr[],
  federated: readonly Federated[],
): readonly Link[] {
  const place = (kind: Place['kind'], id: string): Place =>
    known.find((one) => one.kind === kind && one.id === id) ?? { kind, id, label: id }
  const url = (kind: Place['kind'], query: Readonly<Record<string, string>>) =>
    `${linksUrl(name, kind)}?${new URLSearchParams(query).toString()}`
  return [
    ...ehrs.map(({ iss, fhirUser }) => ({
      place: place('ehr', iss),
      who: fhirUser,
      url: url('ehr', { iss, fhirUser }),
    })),
    ...federated.map(({ provider, subject }) => ({
      place: place('federation', provider),
      who: subject,
      url: url('federation', { provider, subject }),
    })),
  ]
}

/** What the server takes for a new link. */
export function wanted(
  place: Place,
  who: string,
  reason: string,
): (Ehr | Federated) & { readonly reason: string } {
  return place.kind === 'ehr'
    ? { iss: place.id, fhirUser: who.trim(), reason }
    : { provider: place.id, subject: who.trim(), reason }
}

export async function readLinks(name: string, signal: AbortSignal): Promise<Links> {
  const [bases, providers, ehrs, federated] = await Promise.all([
    api.get<readonly string[]>('/api/ehr', signal),
    api.get<readonly Provider[]>('/api/federation', signal),
    api.get<readonly Ehr[]>(linksUrl(name, 'ehr'), signal),
    api.get<readonly Federated[]>(linksUrl(name, 'federation'), signal),
  ])
  const known = places(bases, providers)
  return { links: links(name, known, ehrs, federated), places: known }
}
