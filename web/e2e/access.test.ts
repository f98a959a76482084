import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, launch } from '../test/browser/chromium'
import { expectAccessible, PATIENCE, visit } from '../test/browser/visit'
import { signIn } from './signIn'

const path = browserPath()
const base = process.env['MORTAR_URL'] ?? 'http://127.0.0.1:8080'

describe.skipIf(path === undefined)('a manager at a running Mortar', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch(path ?? '')
  })
  afterAll(() => browser.close())

  it('invites somebody, who is asked to set a password', async () => {
    const { page, complaints, leave } = await visit(browser, `${base}/app/people`)
    await signIn(page, 'manager')
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
    await dialog.getByLabel('Name to sign in with').fill(`new-${String(Date.now())}`)
    await dialog.getByLabel('Name shown to colleagues').fill('Nina New')
    await dialog.getByLabel('Resource of the person').fill('Practitioner/demo-technician')
    await dialog.getByLabel('Role').selectOption('technician')
    await dialog.getByLabel('Reason').fill('New in the team')
    await dialog.getByRole('button', { name: 'Make the link' }).click()
    await expect
      .poll(() => dialog.getByLabel('Link').inputValue(), PATIENCE)
      .toContain('/login/welcome?')
    const link = await dialog.getByLabel('Link').inputValue()
    await page.getByText('Nina New').first().waitFor()
    expect(complaints).toEqual([])
    await page.goto(link)
    await page.getByRole('heading').first().waitFor()
    await expectAccessible(page)
    await leave()
  })

  it('registers a program, gives it a secret and disables it', async () => {
    const { page, complaints, leave } = await visit(browser, `${base}/app/clients`)
    await signIn(page, 'manager')
    await page.getByRole('button', { name: 'Register' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Register' })
    const name = `Program ${String(Date.now())}`
    await dialog.getByLabel('Id', { exact: true }).fill(name.toLowerCase().replace(' ', '-'))
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByLabel('Kind').selectOption('BACKEND')
    await dialog.getByLabel('Scopes').fill('system/Patient.rs')
    await dialog.getByRole('button', { name: 'Save' }).click()
    const own = page.getByRole('group', { name })
    await own.getByRole('button', { name: 'New secret' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click()
    await expect
      .poll(
        async () => (await page.getByLabel('Secret', { exact: true }).inputValue()).length,
        PATIENCE,
      )
      .toBeGreaterThan(30)
    await page.getByRole('button', { name: 'Close' }).click()
    await own.getByRole('button', { name: 'Disable' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
    await own.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await leave()
  })
})
