import { useQuery } from '@tanstack/react-query'
import type { Me } from '@/shared/auth/me'
import { all } from '@/shared/fhir/bundle'
import { fhir } from '@/shared/fhir/client'

/** Under which references work can be mine: my roles first, then myself. */
export function useOwners(me: Me): readonly string[] {
  const roles = useQuery({
    queryKey: ['owners', me.fhirUser],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      fhir.search('PractitionerRole', [['practitioner', me.fhirUser]], signal),
    select: (bundle) =>
      all(bundle, 'PractitionerRole').map((role) => `PractitionerRole/${role.id ?? ''}`),
  }).data
  return [...(roles ?? []), me.fhirUser]
}
