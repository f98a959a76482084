// What Maven runs: installs and builds only what has changed since the last time.
//   node scripts/maven.mjs build|check|browser <web.skip> [skipTests] [skipITs]
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = dirname(dirname(fileURLToPath(import.meta.url)))
const [step, ...skips] = process.argv.slice(2)
const INPUTS = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
]
const CHECKED = [...INPUTS, 'test', 'e2e', 'eslint.config.js', 'vitest.config.ts', 'package.json']

function hash(paths) {
  const sum = createHash('sha256')
  const add = (path) => {
    if (statSync(path).isDirectory()) {
      readdirSync(path)
        .sort()
        .forEach((name) => add(join(path, name)))
    } else {
      sum.update(path.slice(home.length)).update(readFileSync(path))
    }
  }
  paths.map((path) => join(home, path)).forEach(add)
  return sum.digest('hex')
}

function once(stamp, paths, stillThere, work) {
  const now = hash(paths)
  const then = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (now === then && existsSync(stillThere)) return
  work()
  writeFileSync(stamp, now)
}

function npm(...args) {
  const run = spawnSync('npm', args, {
    cwd: home,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (run.error) {
    console.error('npm could not be started: install Node.js 20.19 or newer.')
    process.exit(1)
  }
  if (run.status !== 0) process.exit(run.status ?? 1)
}

if (skips.includes('true')) process.exit(0)
const modules = join(home, 'node_modules')
once(join(home, 'node_modules', '.mortar-lock'), ['package-lock.json'], modules, () =>
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error'),
)
if (step === 'build') {
  once(
    join(home, 'node_modules', '.mortar-build'),
    INPUTS,
    join(home, 'dist', 'index.html'),
    () => {
      npm('run', '--silent', 'build')
      rmSync(join(home, 'target', 'classes', 'META-INF', 'resources', 'app'), {
        recursive: true,
        force: true,
      })
    },
  )
} else if (step === 'browser') {
  const inputs = [...CHECKED, 'vitest.browser.config.ts']
  once(join(home, 'node_modules', '.mortar-browser'), inputs, modules, () =>
    npm('run', '--silent', 'browser'),
  )
} else {
  once(join(home, 'node_modules', '.mortar-check'), CHECKED, modules, () =>
    npm('run', '--silent', 'check'),
  )
}
