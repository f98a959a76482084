import { describe, expect, it } from 'vitest'
import { challengeOf, randomText } from './pkce'
import { authorizeUrl, safeReturn } from './signIn'

describe('sign-in', () => {
  it('makes the challenge of RFC 7636, appendix B', async () => {
    const challenge = await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
    expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
  })

  it('draws another verifier every time, long enough for the standard', () => {
    expect(randomText()).not.toBe(randomText())
    expect(randomText()).toMatch(/^[\w-]{43}$/)
  })

  it('returns only to pages of ours', () => {
    expect(safeReturn('/app/worklist/7?group=due')).toBe('/app/worklist/7?group=due')
    expect(safeReturn('https://elsewhere.example/app/')).toBe('/app/')
    expect(safeReturn('//elsewhere.example')).toBe('/app/')
    expect(safeReturn('/app//elsewhere.example')).toBe('/app/')
    expect(safeReturn('/app/callback?code=1')).toBe('/app/')
  })

  it('names the FHIR base as audience and keeps the verifier to itself', async () => {
    const url = new URL(
      await authorizeUrl('https://mortar.example', {
        verifier: 'secret-verifier',
        state: 's',
        returnTo: '/app/',
      }),
    )
    expect(url.searchParams.get('aud')).toBe('https://mortar.example/fhir')
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(url.toString()).not.toContain('secret-verifier')
  })
})
