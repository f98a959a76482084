import { mayUse, type Me } from '@/shared/auth/me'
import type { IconName } from '@/shared/ui/Icon'

type Place = {
  readonly to: string
  readonly icon: IconName &
    ('worklist' | 'patients' | 'integration' | 'audit' | 'people' | 'clients')
  /** One of these permissions is enough. */
  readonly needs: readonly string[]
  /** The part of the program that it belongs to, if it can be closed to somebody. */
  readonly module?: string
}

const PLACES: readonly Place[] = [
  { to: '/worklist', icon: 'worklist', needs: ['clinical.read'], module: 'worklist' },
  { to: '/patients', icon: 'patients', needs: ['clinical.read', 'administrative.read'] },
  { to: '/integration', icon: 'integration', needs: ['clinical.read'], module: 'interfaces' },
  { to: '/audit', icon: 'audit', needs: ['system.read'], module: 'audit' },
  { to: '/people', icon: 'people', needs: ['system.write'], module: 'staff' },
  { to: '/clients', icon: 'clients', needs: ['system.write'], module: 'settings' },
]

/** What the rail offers: only places whose pages the server will fill for this person. */
export function placesOf(me: Pick<Me, 'permissions' | 'modules'>): readonly Place[] {
  return PLACES.filter(
    ({ needs, module }) =>
      needs.some((need) => me.permissions.includes(need)) &&
      (module === undefined || mayUse(me, module)),
  )
}

/** Whether the address, without the app's own part, leads into a module that is closed. */
export function isClosed(me: Pick<Me, 'modules'>, path: string): boolean {
  return PLACES.some(
    ({ to, module }) =>
      module !== undefined && !mayUse(me, module) && (path === to || path.startsWith(`${to}/`)),
  )
}
