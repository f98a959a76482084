import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFixture, type Fixture } from '../fixture-server/server.mjs'
import { browserPath, launch } from './chromium'
import { DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visit'

const path = browserPath()
const PAGES = [
  ['/app/worklist', 'Worklist'],
  ['/app/worklist/t1', 'Potassium 6.8 mmol/L, critical (limit 6.2)'],
  ['/app/patients', 'Patients'],
  ['/app/patients/p1', 'Ana Testmann'],
  ['/app/thread/Task/t1', 'Thread'],
  ['/app/integration', 'Messages received'],
  ['/app/integration/messages/in-42', 'ORU^R01 LAB00042'],
  ['/app/audit', 'Who has looked at what'],
  ['/app/people', 'People'],
  ['/app/clients', 'Apps and programs'],
  ['/app/apps', 'Apps with access'],
  ['/app/integration/connections', 'Connections'],
  ['/app/integration/outbound', 'Messages sent'],
  ['/app/integration/outbound/7', 'SIU^S12 MT7'],
  ['/app/integration/senders/lab-north', 'Sender profiles'],
  ['/app/integration/codes', 'Unknown codes'],
  ['/app/nowhere', undefined],
] as const

describe.skipIf(path === undefined)('every page', () => {
  let browser: Browser
  let fixture: Fixture
  beforeAll(async () => {
    browser = await launch(path ?? '')
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    fixture = await startFixture()
  })
  afterEach(() => fixture.close())

  const looks = [
    ['at a desk', { size: DESK }],
    ['in the dark', { size: DESK, dark: true }],
    ['on a phone', { size: PHONE }],
  ] as const
  for (const [where, options] of looks) {
    it(`is accessible and quiet under the strict policy ${where}`, async () => {
      for (const [address, heading] of PAGES) {
        const { page, complaints, leave } = await visit(browser, fixture.url + address, options)
        if (heading === undefined) await page.getByText('There is no such page').waitFor()
        else await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
        await expect.poll(() => page.getByRole('status', { name: 'Loading' }).count()).toBe(0)
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
        expect(complaints, address).toEqual([])
        await leave()
      }
    }, 180_000)
  }

  it('is read from right to left in Arabic, and keeps the choice', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/worklist`)
    await page.getByRole('button', { name: 'Account of Sam Probe' }).click()
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ar')
    await page.getByRole('heading', { name: 'المهام', level: 1 }).waitFor()
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    await page.reload()
    await page.getByRole('heading', { name: 'المهام', level: 1 }).waitFor()
    await expectAccessible(page)
    await leave()
  })

  it('says what failed in the words of the server and recovers by the button', async () => {
    fixture.state.failing.set('Patient', 422)
    const { page, leave } = await visit(browser, `${fixture.url}/app/patients`)
    await page.getByText('The store of Patient is being repaired.').waitFor()
    await page.getByRole('button', { name: 'Copy request id req-fixture' }).waitFor()
    await expectAccessible(page)
    fixture.state.failing.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: /^Ana Testmann/ }).waitFor()
    await leave()
  })

  it('signs in again when the token has ended, and comes back to the same view', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/worklist?group=due`)
    await page.getByRole('heading', { name: /Overdue/ }).waitFor()
    const reloaded = page.waitForRequest(/oauth2\/authorize/)
    fixture.expireTokens()
    await reloaded
    await page.waitForURL('**/app/worklist?group=due')
    await page.getByRole('heading', { name: /Overdue/ }).waitFor()
    await leave()
  })

  it('keeps tokens out of every storage', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/worklist`)
    await page.getByRole('link', { name: /^Ana Testmann/ }).waitFor()
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    )
    expect(kept).toBe('[{},{}]')
    await leave()
  })

  it('tells why a sign-in did not work', async () => {
    fixture.state.authorize = 'no'
    const { page, leave } = await visit(browser, `${fixture.url}/app/`)
    await page.getByRole('heading', { name: 'The sign-in did not work' }).waitFor()
    await page.getByText('access_denied').waitFor()
    await expectAccessible(page)
    await leave()
  })

  it('shows a patient what is next for them', async () => {
    fixture.state.me = {
      name: 'Ana Testmann',
      role: 'patient',
      fhirUser: 'Patient/p1',
      permissions: [],
    }
    const { page, leave } = await visit(browser, `${fixture.url}/app/`, { size: PHONE })
    await page.getByRole('heading', { name: 'Your next visit' }).waitFor()
    await page.getByText('Blood pressure check').waitFor()
    await page.getByText('See Observation of the chosen patient').waitFor()
    await expectAccessible(page)
    await leave()
  })
})
