/** What the app asks for; the server that it asks comes with the launch, or from settings.json. */
export const CLIENT = 'results-app'
export const SCOPES = 'openid fhirUser online_access patient/Patient.rs patient/Observation.rs'
export const BACK = new URL('./', location.href).href

export function say(text) {
  document.querySelector('#state').textContent = text
}
