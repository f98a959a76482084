import type { Page } from 'playwright-core'
import { expectAccessible } from '../test/browser/visit'

/** The server's own form; the browser comes back to the page that was asked for. */
export async function signIn(
  page: Page,
  user: string = process.env['MORTAR_USER'] ?? '',
): Promise<void> {
  await page.waitForURL('**/login**')
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Name' }).fill(user)
  await page.getByLabel('Password').fill(process.env['MORTAR_PASSWORD'] ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
}
