import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFixture, type Fixture } from '../fixture-server/server.mjs'
import { browserPath, launch } from './chromium'
import { expectAccessible, visit } from './visit'

const path = browserPath()

describe.skipIf(path === undefined)('the integration desk', () => {
  let browser: Browser
  let fixture: Fixture
  beforeAll(async () => {
    browser = await launch(path ?? '')
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    fixture = await startFixture()
    fixture.state.me = { ...fixture.state.me, permissions: ['clinical.read', 'system.write'] }
  })
  afterEach(() => fixture.close())

  it('corrects a failed message and shows what took its place', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/integration/messages/in-40`)
    await page.getByRole('button', { name: 'Correct' }).click()
    const text = page.getByRole('textbox', { name: 'Corrected message' })
    await text.fill('MSH|^~\\&|SIU|CLINIC\nPID|1||7')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Take the corrected copy' }).click()
    await page.getByRole('heading', { name: 'ADT^A03 ADT7', level: 1 }).waitFor()
    expect(fixture.state.acts).toEqual([
      {
        method: 'POST',
        path: '/api/hl7/messages/in-40/corrected',
        body: 'MSH|^~\\&|SIU|CLINIC\nPID|1||7',
      },
    ])
    await leave()
  })

  it('names the sender that is missed first', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/integration/connections`)
    await page
      .getByRole('alert')
      .getByText(/immunizations/)
      .waitFor()
    const rows = page.getByRole('region', { name: 'Senders' }).getByRole('row')
    expect(await rows.nth(1).textContent()).toContain('Silent for too long')
    await leave()
  })

  it('lets a profile hold only after it was tried', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/integration/senders/lab-north`)
    const save = page.getByRole('button', { name: 'Let it hold' })
    await save.waitFor()
    expect(await save.isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Try on the last 200 messages' }).click()
    await page.getByText('1 of 200 messages would come out otherwise.').waitFor()
    await page.getByText('Message in-42').click()
    await page.getByText('entry[0].resource.gender').waitFor()
    await expectAccessible(page)
    await save.click()
    await expect.poll(() => fixture.state.acts.at(-1)?.method).toBe('PUT')
    await leave()
  })

  it('leads from an unknown code to its line in a profile, and maps its messages again', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/integration/codes`)
    await page.getByRole('button', { name: 'Map the messages with W again' }).click()
    await page.getByText('17 messages are mapped again.').waitFor()
    await page.getByRole('link', { name: 'Teach' }).click()
    const text = page.getByRole('textbox', { name: 'What is agreed' })
    expect(await text.inputValue()).toContain('code.administrative-sex/W = ')
    await leave()
  })

  it('sends a dead letter again and adds a destination', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/integration/outbound`)
    await page.getByText('Does not answer').waitFor()
    await page.getByRole('textbox', { name: 'Name' }).fill('clinic')
    await page.getByRole('textbox', { name: 'Address' }).fill('mllp://clinic.example:2575')
    await page.getByRole('textbox', { name: 'Messages wanted' }).fill('siu')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => fixture.state.acts.at(-1)?.path).toBe('/api/hl7/destinations/clinic')
    expect(fixture.state.acts.at(-1)?.body).toContain('"messages":["SIU"]')
    await page.goto(`${fixture.url}/app/integration/outbound/7`)
    await page.getByRole('button', { name: 'Send again' }).click()
    await expect.poll(() => fixture.state.acts.at(-1)?.path).toBe('/api/hl7/outbound/7/replay')
    await leave()
  })

  it('offers no repair to those whom the server would refuse', async () => {
    fixture.state.me = { ...fixture.state.me, permissions: ['clinical.read'] }
    const { page, leave } = await visit(browser, `${fixture.url}/app/integration/messages/in-40`)
    await page.getByRole('heading', { name: 'SIU^S12 S9', level: 1 }).waitFor()
    expect(await page.getByRole('button', { name: 'Correct' }).count()).toBe(0)
    await leave()
  })
})
