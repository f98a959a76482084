import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, launch } from '../test/browser/chromium'
import {
  DESK,
  expectAccessible,
  expectNoSidewaysScroll,
  PATIENCE,
  PHONE,
  visit,
} from '../test/browser/visit'
import { signIn } from './signIn'

const path = browserPath()
const base = process.env['MORTAR_URL'] ?? 'http://127.0.0.1:8080'

describe.skipIf(path === undefined)('staff at a running Mortar', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch(path ?? '')
  })
  afterAll(() => browser.close())

  for (const [where, size] of [
    ['at a desk', DESK],
    ['on a phone', PHONE],
  ] as const) {
    it(`sign in and follow a task to its patient and its thread ${where}`, async () => {
      const { page, complaints, leave } = await visit(browser, `${base}/app/worklist`, { size })
      await signIn(page)
      const first = page.getByRole('listitem').getByRole('article').first()
      await first.waitFor()
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)

      await first.locator('a[href*="/worklist/"]').click()
      await page.getByRole('table', { name: 'Factors of the score' }).waitFor()
      await expectAccessible(page)

      await page.getByRole('link', { name: 'Follow the thread' }).click()
      await page.getByRole('heading', { name: 'Thread' }).waitFor()
      await page.getByText('Task opened', { exact: true }).waitFor()
      await expectAccessible(page)

      await page.goBack()
      await page.getByRole('complementary').locator('a[href*="/patients/"]').click()
      await page.getByRole('heading', { name: 'Timeline' }).waitFor()
      await expect
        .poll(() => page.getByRole('status', { name: 'Loading' }).count(), PATIENCE)
        .toBe(0)
      expect(await page.getByRole('alert').count()).toBe(0)
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)

      await page.getByRole('link', { name: 'Integration' }).click()
      await page.getByRole('heading', { name: 'Messages received' }).waitFor()
      expect(complaints).toEqual([])
      await leave()
    })
  }
})
