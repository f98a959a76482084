// Drives a running Mortar with demo data in a real browser:
//   npm run e2e -- --base-url http://127.0.0.1:8080 --user staff-pharmacist --password …
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    'base-url': { type: 'string', default: process.env.MORTAR_URL ?? 'http://127.0.0.1:8080' },
    user: { type: 'string', default: process.env.MORTAR_USER ?? 'staff-pharmacist' },
    password: { type: 'string', default: process.env.MORTAR_PASSWORD ?? '' },
  },
})
const env = {
  ...process.env,
  MORTAR_URL: values['base-url'],
  MORTAR_USER: values.user,
  MORTAR_PASSWORD: values.password,
}
const run = spawnSync('npx', ['vitest', 'run', '--config', 'vitest.e2e.config.ts'], {
  env,
  stdio: 'inherit',
})
process.exit(run.status ?? 1)
