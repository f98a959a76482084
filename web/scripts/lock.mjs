// Takes the download addresses out of the lock file, so that it holds for every registry.
//   npm install && node scripts/lock.mjs
import { readFileSync, writeFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
for (const one of Object.values(lock.packages)) delete one.resolved
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
