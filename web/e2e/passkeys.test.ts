import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, launch } from '../test/browser/chromium'
import { expectAccessible, expectNoSidewaysScroll, PHONE, visit } from '../test/browser/visit'
import { signIn } from './signIn'

const path = browserPath()
const base = process.env['MORTAR_URL'] ?? 'http://127.0.0.1:8080'
/** Browsers make passkeys for names only. */
const numbers = /^[\d.]+$/.test(new URL(base).hostname)
const WHO = 'technician'

/** A device with a finger on it, as Chromium plays it. */
async function withDevice(page: Page): Promise<void> {
  const devices = await page.context().newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function signOut(page: Page): Promise<void> {
  await page.goto(`${base}/logout`)
  await page.getByRole('button').click()
  await page.getByText('You are signed out.').waitFor()
}

describe.skipIf(path === undefined || numbers)('somebody with a passkey', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch(path ?? '')
  })
  afterAll(() => browser.close())

  it('adds it, signs in with it alone and beside the password, and removes it', async () => {
    const { page, complaints, leave } = await visit(browser, `${base}/login/passkeys`, {
      size: PHONE,
    })
    await withDevice(page)
    await signIn(page, WHO)
    await page.getByText('None yet.').waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page.getByLabel('Name of the device').fill('My telephone')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByRole('heading', { name: 'Keep these codes' }).waitFor()

    await page.goto(`${base}/login/passkeys`)
    await page.getByText('not used yet').waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await page.getByLabel('Name of the device').fill('The same again')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('This device has a passkey for you already.').waitFor()

    await signOut(page)
    await page.goto(`${base}/app/apps`)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByRole('link', { name: 'Passkeys for signing in' }).click()
    await page.waitForURL('**/login/passkeys')
    await page.getByText('last used on').waitFor()

    await signOut(page)
    await page.goto(`${base}/login/passkeys`)
    await signIn(page, WHO)
    await page.getByText('That did not work.').waitFor()
    await page.getByRole('textbox', { name: 'Name' }).fill(WHO)
    await page.getByLabel('Password').fill(process.env['MORTAR_PASSWORD'] ?? '')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByRole('button', { name: 'Remove My telephone' }).click()
    await page.getByText('None yet.').waitFor()
    expect(complaints).toEqual([])
    await leave()
  })
})
