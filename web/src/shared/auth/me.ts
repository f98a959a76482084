import { useQuery } from '@tanstack/react-query'
import { api } from '@/shared/fhir/client'

export type Me = {
  readonly name: string
  readonly role: string
  readonly fhirUser: string
  readonly permissions: readonly string[]
  /** The parts of the program that are open to the person; the server refuses the others. */
  readonly modules?: readonly string[]
  /** Records that are open to the person in an emergency. */
  readonly emergencies?: readonly Emergency[]
}

export type Emergency = { readonly patient: string; readonly until: string }

/** Whether the part of the program is open to the person. */
export function mayUse(me: Pick<Me, 'modules'>, module: string): boolean {
  return me.modules === undefined || me.modules.includes(module)
}

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: () => api.get<Me>('/api/me'), staleTime: 300_000 })
}
