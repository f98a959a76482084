import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFixture, type Fixture } from '../fixture-server/server.mjs'
import { browserPath, launch } from './chromium'
import { visit } from './visit'

const path = browserPath()
const STATIONS = [
  'Message received',
  'Acknowledged after it was safe on disk',
  'Stored in the record',
  'Task opened',
  'Message planned',
  'Message sent',
]

describe.skipIf(path === undefined)('the thread', () => {
  let browser: Browser
  let fixture: Fixture
  beforeAll(async () => {
    browser = await launch(path ?? '')
    fixture = await startFixture()
  })
  afterAll(async () => {
    await browser.close()
    await fixture.close()
  })

  for (const start of ['Task/t1', 'Communication/c1']) {
    it(`leads from ${start} back to the raw message`, async () => {
      const { page, leave } = await visit(browser, `${fixture.url}/app/thread/${start}`)
      for (const station of STATIONS) await page.getByText(station, { exact: true }).waitFor()
      const raw = page.getByRole('region', { name: 'Message as received' })
      await raw.getByText('LAB00042').waitFor()
      await page.getByText('No map for this segment').waitFor()
      await leave()
    })
  }

  it('lights a value and its target together, by pointer and by arrow key', async () => {
    const { page, leave } = await visit(browser, `${fixture.url}/app/thread/Task/t1`)
    const raw = page.getByRole('region', { name: 'Message as received' })
    await raw.getByText('6.8', { exact: true }).hover()
    const lit = page.getByRole('option', { selected: true })
    await lit.getByText('Observation.valueQuantity.value').waitFor()
    await page.getByRole('listbox', { name: 'Values and what became of them' }).focus()
    await page.keyboard.press('ArrowDown')
    await lit.getByText('OBX[1]-6').waitFor()
    expect(await raw.locator('[data-lit=true]').textContent()).toBe('mmol/L')
    await leave()
  })
})
