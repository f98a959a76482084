import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFixture, type Fixture } from '../fixture-server/server.mjs'
import { browserPath, launch } from './chromium'
import { expectAccessible, expectNoSidewaysScroll, PHONE, visit } from './visit'

const path = browserPath()

describe.skipIf(path === undefined)('who looks at what', () => {
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

  it('finds what one account was refused, by keyboard alone', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/audit`)
    await page.getByRole('row').filter({ hasText: 'sam' }).waitFor()
    expect(await page.getByRole('row').count()).toBe(5)
    await page.getByLabel('Account or program').focus()
    await page.keyboard.type('lab-feed')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('row').count()).toBe(2)
    expect(page.url()).toContain('who=lab-feed')
    await page.getByRole('cell', { name: 'refused' }).waitFor()
    await page.getByLabel('Account or program').fill('nobody')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('No event fits').waitFor()
    await expectAccessible(page)
    await leave()
  })

  it('checks the chain and says so if somebody has touched it', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/audit`, { size: PHONE })
    await page.getByRole('button', { name: 'Check the chain' }).click()
    await page.getByText('1234 events checked: all are as they were written.').waitFor()
    fixture.state.chain = {
      resourceType: 'Parameters',
      parameter: [{ name: 'valid', valueBoolean: false }, { name: 'finding' }],
    }
    await page.getByRole('button', { name: 'Check the chain' }).click()
    await page.getByText('1 place of the trail is not as it was written.').waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await leave()
  })

  it('opens a record in an emergency with a reason, and reminds of it', async () => {
    fixture.state.closed.add('Patient/p1')
    const { page, leave } = await visit(browser, `${fixture.url}/app/patients/p1`, { size: PHONE })
    const open = page.getByRole('button', { name: 'Open in an emergency' })
    await page.getByRole('heading', { name: 'This record is not open to you', level: 1 }).waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await open.click()
    expect(fixture.state.writes).toEqual([])
    await page.getByLabel('Why must you see it now?').fill('Collapsed at the counter')
    await page.getByLabel('30 minutes').check()
    await open.click()
    await page.getByRole('heading', { name: 'Ana Testmann', level: 1 }).waitFor()
    await page.getByText('You have opened this record in an emergency.').waitFor()
    expect(fixture.state.writes[0]).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'reason', valueString: 'Collapsed at the counter' },
        { name: 'minutes', valuePositiveInt: 30 },
      ],
    })
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    await leave()
  })
})
