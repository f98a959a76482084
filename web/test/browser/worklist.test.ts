import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { task } from '../fixture-server/data.mjs'
import { startFixture, type Fixture } from '../fixture-server/server.mjs'
import { browserPath, launch } from './chromium'
import { expectAccessible, PHONE, visit } from './visit'

const path = browserPath()
const row = (page: Page, name: string) =>
  page.getByRole('link', { name: new RegExp(`^${name}|${name}.*critical$`) })

async function completeAna(page: Page): Promise<void> {
  await row(page, 'Ana Testmann').waitFor()
  await page.getByRole('button', { name: 'Complete the task of Ana Testmann' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Complete' }).click()
}

describe.skipIf(path === undefined)('the worklist', () => {
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

  const open = (address = '/app/worklist', size?: typeof PHONE) =>
    visit(browser, fixture.url + address, size === undefined ? {} : { size })

  it('shows a new critical task by itself within two seconds, on top', async () => {
    const { page, leave } = await open()
    await row(page, 'Ana Testmann').waitFor()
    const fields = { id: 'new', kind: 'critical-lab', priority: 'stat', patient: 'p4' }
    const factors = [['event', 'Sodium 112 mmol/L, critical', 90]] as const
    const start = Date.now()
    fixture.put(task(start, { ...fields, factors, due: 60_000 }))
    await row(page, 'Sodium 112').waitFor()
    expect(Date.now() - start).toBeLessThan(2_000)
    const top = page.getByRole('link', { name: /Sodium|Potassium/ }).first()
    expect(await top.textContent()).toContain('Sodium')
    await leave()
  })

  it('comes back by itself when the server does', async () => {
    fixture.state.failing.set('Task', 422)
    const { page, leave } = await open()
    await page.getByText('The store of Task is being repaired.').waitFor()
    fixture.state.failing.clear()
    await row(page, 'Ana Testmann').waitFor()
    await leave()
  })

  it('is worked through by keyboard alone', async () => {
    const { page, leave } = await open()
    await row(page, 'Ana Testmann').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Discharged two days ago' }).waitFor()
    expect(page.url()).toContain('/app/worklist/t2')
    await page.keyboard.press('Escape')
    await page.waitForURL('**/app/worklist')
    await page.keyboard.press('x')
    await page.getByRole('group', { name: 'Selected tasks' }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('m')
    await page.waitForURL('**/app/patients/p2?show=message')
    await leave()
  })

  it('completes with a coded outcome', async () => {
    const { page, leave } = await open()
    await row(page, 'Ana Testmann').waitFor()
    await page.getByRole('button', { name: 'Complete the task of Ana Testmann' }).click()
    const dialog = page.getByRole('dialog', { name: 'Complete: Ana Testmann' })
    await dialog.getByRole('radio', { name: 'Prescriber contacted' }).check()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Complete' }).click()
    await row(page, 'Ana Testmann').waitFor({ state: 'detached' })
    expect(fixture.state.writes).toHaveLength(0)
    await expect.poll(() => fixture.state.writes.length, { timeout: 12_000 }).toBe(1)
    expect(JSON.stringify(fixture.state.writes[0])).toContain('"code":"prescriber-contacted"')
    await leave()
  })

  it('takes back a completion that nobody else has seen', async () => {
    const { page, leave } = await open()
    await completeAna(page)
    await page.getByRole('button', { name: 'Undo' }).click()
    await row(page, 'Ana Testmann').waitFor()
    await leave()
    expect(fixture.state.writes).toHaveLength(0)
  })

  it('writes what waits when the page goes away', async () => {
    const { page, leave } = await open()
    await completeAna(page)
    await page.goto('about:blank')
    await expect.poll(() => fixture.state.writes.length, { timeout: 5_000 }).toBe(1)
    await leave()
  })

  it('never overwrites what somebody else changed meanwhile', async () => {
    const { page, leave } = await open()
    await completeAna(page)
    const stored = fixture.state.store.get('Task/t1')
    if (stored !== undefined) fixture.put(stored)
    await page.getByText('Somebody else changed this task meanwhile.').waitFor()
    await row(page, 'Ana Testmann').waitFor()
    expect(fixture.state.writes).toHaveLength(0)
    await leave()
  })

  it('keeps its filters in the address', async () => {
    const { page, leave } = await open()
    await page.getByRole('combobox', { name: 'Priority' }).selectOption('routine')
    await row(page, 'Ana Testmann').waitFor({ state: 'detached' })
    expect(page.url()).toContain('priority=routine')
    await page.reload()
    await row(page, 'Dolores Ejemplo').waitFor()
    await page.getByRole('combobox', { name: 'Owner' }).selectOption('me')
    await page.getByText('No task fits these filters').waitFor()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await row(page, 'Ana Testmann').waitFor()
    await leave()
  })

  it('explains a score by factors that add up to it, and says what was not known', async () => {
    const { page, leave } = await open('/app/worklist/t1', PHONE)
    const table = page.getByRole('table', { name: 'Factors of the score' })
    await table.waitFor()
    const points = await table.getByRole('cell').allTextContents()
    expect(points.map(Number).reduce((sum, one) => sum + one, 0)).toBe(77)
    await page.getByText('77', { exact: true }).last().waitFor()
    await page.getByText('No eGFR in the last year').waitFor()
    await page.getByText('6.8 mmol/L', { exact: true }).waitFor()
    await leave()
  })

  it('lets a task be taken over', async () => {
    const { page, leave } = await open('/app/worklist/t2')
    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByText('Taken', { exact: true }).waitFor()
    expect(fixture.state.writes[0]).toMatchObject({ status: 'accepted' })
    await leave()
  })

  it('gives every control on a phone a target of 44 pixels', async () => {
    const { page, leave } = await open('/app/worklist', PHONE)
    await row(page, 'Ana Testmann').waitFor()
    const sizes = await page
      .locator('button:visible, nav a:visible, article a:visible, select:visible')
      .evaluateAll((all) =>
        all.map((one) => `${one.getBoundingClientRect().height} ${one.outerHTML.slice(0, 80)}`),
      )
    expect(sizes.filter((size) => Number.parseFloat(size) < 43.5)).toEqual([])
    await leave()
  })
})

describe.skipIf(path === undefined)('ten thousand tasks', () => {
  it('answer a key within a tenth of a second', async () => {
    const browser = await launch(path ?? '')
    const fixture = await startFixture({ many: 10_000 })
    const { page, leave } = await visit(browser, `${fixture.url}/app/worklist`)
    await page
      .getByText(/10,?005 tasks/)
      .first()
      .waitFor()
    const times: number[] = []
    for (let n = 0; n < 30; n += 1) {
      times.push(
        await page.evaluate(async () => {
          const start = performance.now()
          dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
          await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))
          return performance.now() - start
        }),
      )
    }
    expect(await page.getByRole('listitem').count()).toBeLessThan(60)
    const middle = times.toSorted((a, b) => a - b)[15] ?? Infinity
    console.info(`10,000 tasks: a key takes ${middle.toFixed(1)} ms (median of ${times.length})`)
    expect(middle).toBeLessThan(100)
    await leave()
    await browser.close()
    await fixture.close()
  })
})
