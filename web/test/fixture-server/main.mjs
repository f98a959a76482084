// For the development server: MORTAR_URL=http://127.0.0.1:8099 npm run dev
import { startFixture } from './server.mjs'

const fixture = await startFixture({ port: Number(process.env.PORT ?? 8099) })
console.log(`The fixture server answers at ${fixture.url}/app/`)
