import type { Me } from '@/shared/auth/me'

/** Whether the server lets this person change how messages are taken and sent. */
export function mayRepair(me: Pick<Me, 'permissions'>): boolean {
  return me.permissions.includes('system.write')
}
