import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'

export const DESK = { width: 1280, height: 860 }
/** For what is polled, as a busy machine may take its time. */
export const PATIENCE = { timeout: 30_000 }
export const PHONE = { width: 360, height: 740 }

export type Visit = {
  readonly page: Page
  readonly complaints: string[]
  readonly leave: () => Promise<void>
}

type Options = { readonly size?: typeof DESK; readonly dark?: boolean; readonly language?: string }

/** A fresh browser profile. What the page complains about, such as a blocked style, is collected. */
export async function visit(browser: Browser, url: string, options: Options = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: options.size ?? DESK,
    colorScheme: options.dark === true ? 'dark' : 'light',
    locale: options.language ?? 'en-GB',
    hasTouch: options.size === PHONE,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(url)
  return { page, complaints, leave: () => context.close() }
}

/** Rules of WCAG 2.2 A and AA, and the good practices on top. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`),
  ).toEqual([])
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(width).toBeLessThanOrEqual(0)
}
