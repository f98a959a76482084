// Serves the sample app: node src/samples/smart-app/serve.mjs [--port 3000] [--fhir http://127.0.0.1:8080/fhir]
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'

const HERE = import.meta.dirname ?? new URL('.', import.meta.url).pathname
const LIBRARY = join(HERE, '../../../web/node_modules/fhirclient/build/fhir-client.pure.min.js')
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' }
const FILES = ['index.html', 'launch.html', 'app.js', 'launch.js', 'settings.js', 'style.css']

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    fhir: { type: 'string', default: 'http://127.0.0.1:8080/fhir' },
  },
})

async function answer(path) {
  const name = path === '/' ? 'index.html' : path.slice(1)
  if (name === 'settings.json') return ['application/json', JSON.stringify({ fhir: values.fhir })]
  if (name === 'fhir-client.js') return ['text/javascript', await readFile(LIBRARY)]
  return FILES.includes(name) ? [TYPES[extname(name)], await readFile(join(HERE, name))] : undefined
}

const server = createServer(async (request, response) => {
  const found = await answer(new URL(request.url, 'http://localhost').pathname)
  if (found === undefined) response.writeHead(404).end()
  else response.writeHead(200, { 'Content-Type': found[0] }).end(found[1])
})
server.listen(Number(values.port), '127.0.0.1', () => {
  console.log(`The app is at http://localhost:${server.address().port}/`)
})
