// The pharmacy's page opens this address with iss (its FHIR base) and launch (what is open there).
import { BACK, CLIENT, SCOPES, say } from './settings.js'

FHIR.oauth2
  .authorize({
    clientId: CLIENT,
    scope: `launch ${SCOPES}`,
    redirectUri: BACK,
    pkceMode: 'required',
  })
  .catch((problem) => say(problem.message))
