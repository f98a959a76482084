import { useQuery } from '@tanstack/react-query'
import { api } from '@/shared/fhir/client'

export type Me = {
  readonly name: string
  readonly role: string
  readonly fhirUser: string
  readonly permissions: readonly string[]
  /** Records that are open to the person in an emergency. */
  readonly emergencies?: readonly Emergency[]
}

export type Emergency = { readonly patient: string; readonly until: string }

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: () => api.get<Me>('/api/me'), staleTime: 300_000 })
}
