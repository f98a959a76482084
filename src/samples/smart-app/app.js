// Standalone: the button signs in. After any sign-in the browser comes back here with a code.
import { BACK, CLIENT, SCOPES, say } from './settings.js'

const signIn = document.querySelector('#sign-in')
const comesBack = new URLSearchParams(location.search).has('state')

signIn.addEventListener('click', async () => {
  const { fhir } = await (await fetch('settings.json')).json()
  FHIR.oauth2
    .authorize({
      iss: fhir,
      clientId: CLIENT,
      scope: `launch/patient ${SCOPES}`,
      redirectUri: BACK,
      pkceMode: 'required',
    })
    .catch((problem) => say(problem.message))
})

function line(observation) {
  const item = document.createElement('li')
  const value = observation.valueQuantity
  const shown = value === undefined ? (observation.valueString ?? '') : `${value.value} ${value.unit ?? ''}`
  item.textContent = `${observation.code.text ?? observation.code.coding?.[0]?.display ?? 'Result'}: ${shown}`
  return item
}

async function show(client) {
  signIn.hidden = true
  const patient = await client.patient.read()
  const name = patient.name?.[0]
  const heading = document.querySelector('#patient')
  heading.textContent = name?.text ?? [...(name?.given ?? []), name?.family ?? ''].join(' ')
  heading.hidden = false
  const found = await client.request(
    `Observation?patient=${client.patient.id}&_sort=-date&_count=20`,
    { flat: true },
  )
  document.querySelector('#results').replaceChildren(...found.map(line))
  say(`Signed in as ${client.user.fhirUser}. ${found.length} results.`)
}

if (comesBack) {
  say('Signing in…')
  FHIR.oauth2.ready().then(show).catch((problem) => say(problem.message))
}
