import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { browserPath, launch } from '../test/browser/chromium'
import { DESK, expectAccessible, expectNoSidewaysScroll, PHONE, visit } from '../test/browser/visit'
import { signIn } from './signIn'

const path = browserPath()
const base = process.env['MORTAR_URL'] ?? 'http://127.0.0.1:8080'
const ADDRESS = '/api/clients/results-app'
/** Where README tells the developer to serve the app. */
const DOCUMENTED = 'http://localhost:3000'
const APP = fileURLToPath(new URL('../../src/samples/smart-app', import.meta.url))

async function ask(role: string, address: string, method: string, body?: string): Promise<string> {
  const token = (await (await fetch(`${base}/demo/token?role=${role}`)).text()).trim()
  const answer = await fetch(base + address, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: body ?? null,
  })
  const text = await answer.text()
  expect(answer.ok, text).toBe(true)
  return text
}

/** A string of the answer, by its name. */
function word(json: string, name: string): string {
  return new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`).exec(json)?.[1] ?? ''
}

async function serve(): Promise<[ChildProcess, string]> {
  const child = spawn(
    process.execPath,
    [`${APP}/serve.mjs`, '--port', '0', '--fhir', `${base}/fhir`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line] = await once(child.stdout, 'data')
  return [child, /http:\/\/\S+/.exec(String(line))?.[0] ?? '']
}

async function consent(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Allow Results?' }).waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
}

describe.skipIf(path === undefined)('an app with a public SMART library', () => {
  let browser: Browser
  let child: ChildProcess
  let app: string
  let patient: { readonly id: string; readonly family: string }
  beforeAll(async () => {
    ;[child, app] = await serve()
    const found = await ask(
      'manager',
      '/fhir/Observation?_count=1&_include=Observation:patient',
      'GET',
    )
    const subject = /"reference":\s*"Patient\/([^"]+)"/.exec(found)?.[1] ?? ''
    patient = {
      id: subject,
      family: word(await ask('manager', `/fhir/Patient/${subject}`, 'GET'), 'family'),
    }
    browser = await launch(path ?? '')
  })
  afterAll(async () => {
    await browser.close()
    child.kill()
  })

  // Taken out in between, so that each person is asked anew.
  beforeEach(async () => {
    const here = new URL(app).origin
    const registration = readFileSync(`${APP}/client.json`, 'utf8').replaceAll(DOCUMENTED, here)
    await ask('manager', ADDRESS, 'PUT', registration)
    await ask('manager', ADDRESS, 'DELETE')
    await ask('manager', ADDRESS, 'PUT', registration)
  })

  it('is listed among what the person allowed, and loses its access there', async () => {
    const { page, leave } = await visit(browser, app)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await signIn(page)
    await page.getByRole('searchbox').fill(patient.family)
    await page.getByRole('button', { name: 'Search' }).click()
    await page.locator(`button[value="${patient.id}"]`).click()
    await consent(page)
    await page.getByText(/Signed in as .*Practitioner\//).waitFor()
    await page.goto(`${base}/app/apps`)
    const own = page.getByRole('group', { name: 'Results' })
    await own.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await own.waitFor({ state: 'detached' })
    await leave()
  })

  for (const [where, size] of [
    ['at a desk', DESK],
    ['on a phone', PHONE],
  ] as const) {
    it(`signs in by itself and lets the person choose a patient ${where}`, async () => {
      const { page, complaints, leave } = await visit(browser, app, { size })
      await page.getByRole('button', { name: 'Sign in' }).click()
      await signIn(page)
      await page.getByRole('heading', { name: 'Choose a patient' }).waitFor()
      await page.getByRole('searchbox').fill(patient.family)
      await page.getByRole('button', { name: 'Search' }).click()
      await expectAccessible(page)
      await expectNoSidewaysScroll(page)
      await page.locator(`button[value="${patient.id}"]`).click()
      await consent(page)
      await page.getByRole('heading', { name: new RegExp(patient.family) }).waitFor()
      await page.getByText(/Signed in as .*Practitioner\//).waitFor()
      expect(await page.getByRole('listitem').count()).toBeGreaterThan(0)
      expect(complaints).toEqual([])
      await leave()
    })

    it(`is opened by a page with the patient that it shows ${where}`, async () => {
      const launched = await ask(
        'staff-pharmacist',
        '/api/launches',
        'POST',
        JSON.stringify({ client: 'results-app', patient: patient.id }),
      )
      const { page, complaints, leave } = await visit(browser, word(launched, 'url'), { size })
      await signIn(page)
      await consent(page)
      await page.getByRole('heading', { name: new RegExp(patient.family) }).waitFor()
      await page.getByText(/Signed in as .*Practitioner\//).waitFor()
      expect(complaints).toEqual([])
      await leave()
    })
  }
})
