import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFixture, type Fixture } from '../fixture-server/server.mjs'
import { browserPath, launch } from './chromium'
import { DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visit'

const path = browserPath()

/** Goes on by the keyboard until the wanted control has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => document.activeElement?.textContent)
    if (text === name) return
  }
  throw new Error(`The keyboard does not reach ${name}.`)
}

describe.skipIf(path === undefined)('the pages on access', () => {
  let browser: Browser
  let fixture: Fixture
  beforeAll(async () => {
    browser = await launch(path ?? '')
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    fixture = await startFixture()
    fixture.state.me = {
      name: 'Mona Manager',
      role: 'manager',
      fhirUser: 'Practitioner/mona',
      permissions: ['clinical.read', 'system.read', 'system.write'],
    }
  })
  afterEach(() => fixture.close())

  it('a module that is closed is neither offered nor opened', async () => {
    fixture.state.me = { ...fixture.state.me, modules: ['interfaces', 'staff'] }
    const { page, leave } = await visit(browser, `${fixture.url}/app/worklist`)
    await page.getByRole('link', { name: 'Integration' }).waitFor()
    expect(await page.getByRole('link', { name: 'Worklist' }).count()).toBe(0)
    await page.getByText('There is no such page').first().waitFor()
    await leave()
  })

  const written = () => fixture.state.writes.map(String)

  for (const [where, size] of [
    ['at a desk', DESK],
    ['on a phone', PHONE],
  ] as const) {
    it(`invite somebody and tell the link once ${where}`, async () => {
      const { page, complaints, leave } = await visit(browser, `${fixture.url}/app/people`, {
        size,
      })
      await page.getByRole('button', { name: 'Invite somebody' }).click()
      const dialog = page.getByRole('dialog', { name: 'Invite somebody' })
      await dialog.getByLabel('Name to sign in with').fill('nina')
      await dialog.getByLabel('Name shown to colleagues').fill('Nina New')
      await dialog.getByLabel('Role').selectOption('patient')
      await dialog.getByLabel('Resource of the person').fill('Patient/7')
      await dialog.getByLabel('Id of the patient').fill('7')
      await dialog.getByRole('button', { name: 'Make the link' }).click()
      expect(written()).toEqual([])
      await dialog.getByLabel('Reason').fill('New in the team')
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await dialog.getByRole('button', { name: 'Make the link' }).click()
      await expect.poll(() => dialog.getByLabel('Link').inputValue()).toContain('invitation=nina')
      await expectAccessible(page)
      expect(written()[0]).toContain('"role":"patient"')
      expect(written()[0]).toContain('"reason":"New in the team"')
      expect(complaints).toEqual([])
      await leave()
    })

    it(`give somebody a permission with a reason ${where}`, async () => {
      const { page, complaints, leave } = await visit(browser, `${fixture.url}/app/people`, {
        size,
      })
      await page
        .getByRole('group', { name: 'Sam Probe' })
        .getByRole('button', { name: 'Permissions' })
        .click()
      const dialog = page.getByRole('dialog', { name: 'Permissions of Sam Probe' })
      await dialog.getByLabel('Template').selectOption({ label: 'Billing desk' })
      await dialog.getByLabel('Given beside it').fill('finance.read, reports.read')
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await dialog.getByRole('button', { name: 'Change' }).click()
      expect(written()).toEqual([])
      await dialog.getByLabel('Reason, for the record').fill('Helps with the bills')
      await dialog.getByRole('button', { name: 'Change' }).click()
      await expect.poll(written).toHaveLength(1)
      expect(written()[0]).toContain('"template":"billing-desk"')
      expect(written()[0]).toContain('"granted":["finance.read","reports.read"]')
      expect(written()[0]).toContain('"reason":"Helps with the bills"')
      expect(complaints).toEqual([])
      await leave()
    })

    it(`link somebody to an identity provider, and take a link out ${where}`, async () => {
      const { page, complaints, leave } = await visit(browser, `${fixture.url}/app/people`, {
        size,
      })
      await page
        .getByRole('group', { name: 'Sam Probe' })
        .getByRole('button', { name: 'Signed in by others' })
        .click()
      const dialog = page.getByRole('dialog', { name: 'Who signs Sam Probe in' })
      await dialog.getByLabel('EHR or identity provider').selectOption({ label: 'the clinic' })
      await dialog.getByLabel('What the person is called there').fill('number-7')
      await dialog.getByLabel('Reason').fill('Joined the clinic')
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await dialog.getByRole('button', { name: 'Link', exact: true }).click()
      await expect.poll(written).toHaveLength(1)
      await dialog.getByRole('button', { name: 'Remove the link to the clinic' }).click()
      const why = page.getByRole('dialog', { name: 'Remove the link to the clinic' })
      await why.getByLabel('Reason').fill('Left the clinic')
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await why.getByRole('button', { name: 'Remove', exact: true }).click()
      await page.getByText('The link is removed.').waitFor()
      expect(written()).toEqual([
        'PUT /api/accounts/sam/federation {"provider":"clinic","subject":"number-7","reason":"Joined the clinic"}',
        'DELETE /api/accounts/sam/federation?provider=clinic&subject=f3c1c6d2-8a3f-4c52-9d5a-6c2d2b0b8f10&reason=Left+the+clinic',
      ])
      await expectAccessible(page)
      expect(complaints).toEqual([])
      await leave()
    })

    it(`register a program and give it a secret ${where}`, async () => {
      const { page, leave } = await visit(browser, `${fixture.url}/app/clients`, { size })
      await page.getByRole('button', { name: 'Register' }).click()
      const dialog = page.getByRole('dialog', { name: 'Register' })
      await dialog.getByLabel('Id', { exact: true }).fill('new-program')
      await dialog.getByLabel('Name').fill('New program')
      await dialog.getByLabel('Kind').selectOption('BACKEND')
      await dialog.getByLabel('Scopes').fill('system/Patient.rs\nsystem/Observation.rs')
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await dialog.getByRole('button', { name: 'Save' }).click()
      await expect.poll(written).toHaveLength(1)
      expect(written()[0]).toContain('"scopes":["system/Patient.rs","system/Observation.rs"]')
      await page
        .getByRole('group', { name: 'Laboratory' })
        .getByRole('button', { name: 'New secret' })
        .click()
      await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click()
      await expect
        .poll(() => page.getByLabel('Secret', { exact: true }).inputValue())
        .toBe('told-this-once')
      await expectAccessible(page)
      await leave()
    })
  }

  it('suspend and take back by keyboard, after a question', async () => {
    const people = await visit(browser, `${fixture.url}/app/people`)
    await people.page.getByText('Sam Probe').waitFor()
    await tabTo(people.page, 'Suspend')
    await people.page.keyboard.press('Enter')
    await people.page.getByRole('dialog', { name: 'Suspend Sam Probe?' }).waitFor()
    await people.page.getByLabel('Reason').fill('Has left')
    await expectAccessible(people.page)
    await tabTo(people.page, 'Suspend')
    await people.page.keyboard.press('Enter')
    await people.page.getByText('Sam Probe is suspended.').waitFor()
    await people.leave()
    const apps = await visit(browser, `${fixture.url}/app/apps`)
    await apps.page.getByText('Also while you are away').waitFor()
    await tabTo(apps.page, 'Take back')
    await apps.page.keyboard.press('Enter')
    await apps.page.getByRole('dialog', { name: /Take the access of Results/ }).waitFor()
    await tabTo(apps.page, 'Take back')
    await apps.page.keyboard.press('Enter')
    await apps.page.getByText('Results has no access any more.').waitFor()
    expect(written()).toEqual([
      'POST /api/accounts/sam/suspend {"reason":"Has left"}',
      'DELETE /api/me/apps/results-app',
    ])
    await apps.leave()
  })
})
