// Stands in for Mortar while only the pages are under test: the built files under the strict content
// security policy, an authorization server that says yes, and a record in memory.
import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ACCESS, ACCOUNTS, APPS, CLIENTS, EHRS, LINKS, PROVIDERS, TEMPLATES } from './access.mjs'
import { manyTasks, messages, resources } from './data.mjs'
import { desk } from './desk.mjs'
import { put, search } from './fhir.mjs'

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist')
const TYPES = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.json': 'application/json',
}
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const ME = {
  name: 'Sam Probe',
  role: 'staff-pharmacist',
  fhirUser: 'Practitioner/demo-staff-pharmacist',
  permissions: ['clinical.read', 'clinical.write', 'system.read'],
}

function outcome(text) {
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'processing', diagnostics: text }],
  }
}

async function readBody(request) {
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

async function sendFile(response, path) {
  const inside = normalize(path.replace(/^\/app\//, '')).replace(/^(\.\.[/\\])+/, '')
  const name = extname(inside) === '' ? 'index.html' : inside
  try {
    const file = await readFile(join(DIST, name))
    response.writeHead(200, {
      'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
    })
    response.end(file)
  } catch {
    response.writeHead(404).end()
  }
}

/** Starts on a free port of the loopback. The returned state may be changed by a test at any time. */
export async function startFixture({ port = 0, many = 0 } = {}) {
  const now = Date.now()
  const state = {
    store: new Map(),
    messages: messages(now),
    desk: desk(now),
    acts: [],
    failing: new Map(),
    me: ME,
    closed: new Set(),
    chain: {
      resourceType: 'Parameters',
      parameter: [
        { name: 'valid', valueBoolean: true },
        { name: 'checked', valueInteger: 1234 },
      ],
    },
    writes: [],
    authorize: 'yes',
    requests: 0,
  }
  for (const one of [...resources(now), ...manyTasks(now, many)]) put(state.store, one)
  const codes = new Map()
  const tokens = new Set()

  const json = (response, status, body, headers = {}) => {
    response.writeHead(status, { 'Content-Type': 'application/fhir+json', ...headers })
    response.end(JSON.stringify(body))
  }

  function authorize(url, response) {
    const back = new URL(url.searchParams.get('redirect_uri'))
    if (state.authorize === 'no') back.searchParams.set('error', 'access_denied')
    else {
      const code = randomUUID()
      codes.set(code, url.searchParams.get('code_challenge'))
      back.searchParams.set('code', code)
    }
    back.searchParams.set('state', url.searchParams.get('state'))
    response.writeHead(302, { Location: back.toString() }).end()
  }

  async function token(request, response) {
    const form = new URLSearchParams(await readBody(request))
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (codes.get(form.get('code')) !== challenge)
      return json(response, 400, { error: 'invalid_grant' })
    codes.delete(form.get('code'))
    const access_token = randomUUID()
    tokens.add(access_token)
    return json(response, 200, { access_token, token_type: 'Bearer', expires_in: 300 })
  }

  async function fhirRequest(request, url, response) {
    const [, , type, id] = url.pathname.split('/')
    const failure = state.failing.get(type)
    if (failure)
      return json(response, failure, outcome(`The store of ${type} is being repaired.`), {
        'X-Request-ID': 'req-fixture',
      })
    const key = `${type}/${id}`
    if (id === '$verify') return json(response, 200, state.chain)
    if (url.pathname.endsWith('/$break-glass')) {
      const asked = JSON.parse(await readBody(request))
      state.writes.push(asked)
      state.closed.delete(key)
      const until = new Date(Date.now() + 900_000).toISOString()
      state.me = { ...state.me, emergencies: [{ patient: key, until }] }
      return json(response, 200, { resourceType: 'Parameters' })
    }
    if (state.closed.has(key))
      return json(response, 403, outcome('You may not see this, or there is no such resource.'))
    if (request.method === 'PUT') {
      const stored = state.store.get(key)
      const match = request.headers['if-match']
      if (match && stored && match !== `W/"${stored.meta.versionId}"`) {
        return json(response, 412, outcome('The resource has changed since it was read.'))
      }
      const saved = put(state.store, JSON.parse(await readBody(request)))
      state.writes.push(saved)
      return json(response, 200, saved)
    }
    if (id !== undefined) {
      const found = state.store.get(key)
      return found
        ? json(response, 200, found)
        : json(response, 404, outcome(`${key} is not known.`))
    }
    const bundle = search(state.store, type, url.searchParams)
    return bundle
      ? json(response, 200, bundle)
      : json(response, 400, outcome('Unknown search parameter.'))
  }

  /** Accounts and apps as they are; what is done to them is noted. */
  async function adminRequest(request, url, response) {
    const [, , kind, id, what] = url.pathname.split('/')
    if (request.method === 'GET') {
      const all = {
        accounts: ACCOUNTS,
        clients: CLIENTS,
        me: APPS,
        ehr: EHRS,
        federation: PROVIDERS,
        templates: TEMPLATES,
      }
      const of = { ...LINKS, access: ACCESS }
      const list = kind === 'accounts' && id !== undefined ? of[what] : all[kind]
      return list ? json(response, 200, list) : response.writeHead(404).end()
    }
    const path = url.pathname + url.search
    state.writes.push(`${request.method} ${path} ${await readBody(request)}`.trim())
    if (what === 'invitation')
      return json(response, 201, { link: `https://mortar.example/login/welcome?invitation=${id}` })
    if (what === 'secret') return json(response, 200, { secret: 'told-this-once' })
    if (request.method === 'PUT') return json(response, 200, {})
    return response.writeHead(204).end()
  }

  async function handle(request, response) {
    const url = new URL(request.url, 'http://127.0.0.1')
    state.requests += 1
    if (url.pathname === '/') return response.writeHead(302, { Location: '/app/' }).end()
    if (url.pathname.startsWith('/app/')) return sendFile(response, url.pathname)
    if (url.pathname === '/oauth2/authorize') return authorize(url, response)
    if (url.pathname === '/oauth2/token') return token(request, response)
    if (url.pathname === '/logout')
      return response.writeHead(302, { Location: '/app/signed-out' }).end()
    if (!tokens.has((request.headers.authorization ?? '').slice(7)))
      return json(response, 401, outcome('Sign in first.'))
    if (url.pathname === '/api/me') return json(response, 200, state.me)
    if (url.pathname === '/api/hl7/messages') return json(response, 200, state.messages)
    if (request.method !== 'GET' && url.pathname.startsWith('/api/hl7/')) {
      const body = await readBody(request)
      state.acts.push({ method: request.method, path: url.pathname + url.search, body })
      const answer = state.desk.answers[`${request.method} ${url.pathname}`]
      return answer
        ? json(response, answer.status ?? 200, answer.body)
        : response.writeHead(202).end()
    }
    if (state.desk.pages[url.pathname] !== undefined)
      return json(response, 200, state.desk.pages[url.pathname])
    if (state.desk.texts[url.pathname] !== undefined)
      return response
        .writeHead(200, { 'Content-Type': 'text/plain' })
        .end(state.desk.texts[url.pathname])
    if (url.pathname.startsWith('/api/hl7/messages/')) {
      const found = state.messages.find((one) => one.id === url.pathname.split('/')[4])
      return found ? json(response, 200, found) : json(response, 404, outcome('No such message.'))
    }
    if (url.pathname.startsWith('/api/')) return adminRequest(request, url, response)
    if (url.pathname.startsWith('/fhir/')) return fhirRequest(request, url, response)
    return response.writeHead(404).end()
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => json(response, 500, outcome(String(error))))
  })
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    state,
    put: (resource) => put(state.store, resource),
    expireTokens: () => tokens.clear(),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(closed)
      }),
  }
}
