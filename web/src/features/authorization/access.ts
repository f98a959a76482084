import { api } from '@/shared/fhir/client'

/** What somebody of the staff has beside their role: a template, and permissions by their names. */

export type Access = {
  readonly role: string
  readonly template: string
  readonly granted: readonly string[]
  readonly denied: readonly string[]
  readonly secondFactor: readonly string[]
}

export type Template = {
  readonly name: string
  /** Empty for what a role has by itself. */
  readonly title: string
  readonly role: string
}

export type Choice = { readonly access: Access; readonly templates: readonly Template[] }

export type Change = Omit<Access, 'role'> & { readonly reason: string }

export function accessUrl(name: string): string {
  return `/api/accounts/${encodeURIComponent(name)}/access`
}

/** Templates are offered for the role that they start from. */
export function fitting(templates: readonly Template[], role: string): readonly Template[] {
  return templates.filter((one) => one.role === role && one.name !== role)
}

export async function readAccess(name: string, signal: AbortSignal): Promise<Choice> {
  const [access, templates] = await Promise.all([
    api.get<Access>(accessUrl(name), signal),
    api.get<readonly Template[]>('/api/templates', signal),
  ])
  return { access, templates: fitting(templates, access.role) }
}

/** Permissions as somebody types them, with spaces, commas or lines between them. */
export function permissions(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((one) => one !== '')
}

/** What the form says, as the server takes it. */
export function change(form: FormData): Change {
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  return {
    template: text('template'),
    granted: permissions(text('granted')),
    denied: permissions(text('denied')),
    secondFactor: permissions(text('secondFactor')),
    reason: text('reason'),
  }
}
