import { describe, expect, it } from 'vitest'
import { links, places, wanted } from './links'

const PLACES = places(
  ['https://ehr.example/fhir'],
  [{ id: 'keycloak', label: 'the clinic', issuer: 'https://id.example' }],
)

describe('the links of somebody', () => {
  it('name where they lead and can be removed one by one', () => {
    const all = links(
      'a b',
      PLACES,
      [{ iss: 'https://ehr.example/fhir', fhirUser: 'https://ehr.example/fhir/Practitioner/7' }],
      [{ provider: 'keycloak', subject: 'x&y' }],
    )
    expect(all.map((one) => one.place.label)).toEqual(['https://ehr.example/fhir', 'the clinic'])
    expect(all.map((one) => one.url)).toEqual([
      '/api/accounts/a%20b/ehr?iss=https%3A%2F%2Fehr.example%2Ffhir&fhirUser=https%3A%2F%2Fehr.example%2Ffhir%2FPractitioner%2F7',
      '/api/accounts/a%20b/federation?provider=keycloak&subject=x%26y',
    ])
  })

  it('stay visible when their place is registered no more', () => {
    const all = links('anna', [], [], [{ provider: 'https://gone.example', subject: '7' }])
    expect(all[0]?.place.label).toBe('https://gone.example')
  })

  it('are asked for in the words of the place', () => {
    expect(PLACES.map((place) => wanted(place, ' 7 ', 'moved'))).toEqual([
      { iss: 'https://ehr.example/fhir', fhirUser: '7', reason: 'moved' },
      { provider: 'keycloak', subject: '7', reason: 'moved' },
    ])
  })
})
