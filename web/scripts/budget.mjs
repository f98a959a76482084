// What the first route costs: the entry, all that it imports at once, its styles and the texts.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const LIMIT = 200_000
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'))
const seen = new Set()
const files = new Set()

function add(key) {
  if (seen.has(key)) return
  seen.add(key)
  const chunk = manifest[key]
  files.add(chunk.file)
  for (const sheet of chunk.css ?? []) files.add(sheet)
  for (const other of chunk.imports ?? []) add(other)
}

add('index.html')
add('src/shared/text/en/everywhere.json')
const size = [...files].reduce(
  (sum, file) => sum + gzipSync(readFileSync(`dist/${file}`)).length,
  0,
)
console.log(
  `First route: ${(size / 1000).toFixed(1)} kB gzip in ${files.size} files (limit ${LIMIT / 1000} kB)`,
)
process.exit(size > LIMIT ? 1 : 0)
