import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const PLACES = [
  process.env['MORTAR_BROWSER'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Where the browser is; undefined if there is none. In CI that is a failure, not a silence. */
export function browserPath(): string | undefined {
  const found = PLACES.find((path) => path !== undefined && existsSync(path))
  if (found === undefined) {
    const words = 'No Chromium was found: install Debian’s chromium or name one by MORTAR_BROWSER.'
    if (process.env['CI'] !== undefined) throw new Error(words)
    console.warn(`SKIPPED: ${words}`)
  }
  return found
}

export function launch(path: string): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
