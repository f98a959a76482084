/** What a profile would change, as the server tells it. */
export type Line = { readonly path: string; readonly before: string; readonly after: string }

export type Changed = {
  readonly id: string
  readonly before: string
  readonly after: string
  readonly lines: readonly Line[]
}

export type DryRun = { readonly messages: number; readonly changed: readonly Changed[] }

/** What a new profile begins with. */
export const BLANK = 'application = \nfacility = \ncharset = UTF-8\nzone = Z\n'

/** A name that the server takes as the name of a file. */
export function isProfileName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,59}$/.test(name)
}

/** The line of a profile that teaches a code; what it means is left to the person. */
export function teaching(table: string, code: string): string {
  const key = `${table}/${code}`.replaceAll(/[\\:=\s#!]/g, (found) => `\\${found}`)
  return `code.${key} = `
}
