import type { Me } from '@/shared/auth/me'
import type { IconName } from '@/shared/ui/Icon'

type Place = {
  readonly to: string
  readonly icon: IconName &
    ('worklist' | 'patients' | 'integration' | 'audit' | 'people' | 'clients')
  /** One of these permissions is enough. */
  readonly needs: readonly string[]
}

const PLACES: readonly Place[] = [
  { to: '/worklist', icon: 'worklist', needs: ['clinical.read'] },
  { to: '/patients', icon: 'patients', needs: ['clinical.read', 'administrative.read'] },
  { to: '/integration', icon: 'integration', needs: ['clinical.read'] },
  { to: '/audit', icon: 'audit', needs: ['system.read'] },
  { to: '/people', icon: 'people', needs: ['system.write'] },
  { to: '/clients', icon: 'clients', needs: ['system.write'] },
]

/** What the rail offers: only places whose pages the server will fill for this person. */
export function placesOf(me: Pick<Me, 'permissions'>): readonly Place[] {
  return PLACES.filter(({ needs }) => needs.some((need) => me.permissions.includes(need)))
}
