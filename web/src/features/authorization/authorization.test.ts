import { describe, expect, it } from 'vitest'
import { hasRecord, lines, registration, takesSecret } from './authorization'

function form(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData()
  Object.entries(fields).forEach(([name, value]) => data.set(name, value))
  return data
}

describe('a registration', () => {
  it('has one address a line', () => {
    expect(lines(' https://a.example/ \n\n https://b.example/')).toEqual([
      'https://a.example/',
      'https://b.example/',
    ])
  })

  it('leaves out what a program has no use for', () => {
    const program = registration(
      form({
        name: 'Lab',
        kind: 'BACKEND',
        redirectUris: 'https://a.example/',
        origins: 'https://a.example',
        scopes: 'system/Observation.rs',
        role: 'system-lab',
      }),
    )
    expect(program).toMatchObject({ redirectUris: [], origins: [], role: 'system-lab' })
  })

  it('has no role and no key for an app that keeps no secret', () => {
    const app = registration(
      form({ name: 'App', kind: 'PUBLIC', jwks: '{}', role: 'system-lab', scopes: '' }),
    )
    expect(app).toMatchObject({ jwks: '', role: '', kind: 'PUBLIC' })
  })

  it('takes a secret only where one can be kept and nothing is signed', () => {
    const nothing = { jwks: '', jwksUri: '', certificateSubject: '' }
    expect(takesSecret({ ...nothing, kind: 'BACKEND' })).toBe(true)
    expect(takesSecret({ ...nothing, kind: 'BACKEND', jwks: '{}' })).toBe(false)
    expect(takesSecret({ ...nothing, kind: 'BACKEND', certificateSubject: 'CN=lab' })).toBe(false)
    expect(takesSecret({ ...nothing, kind: 'PUBLIC' })).toBe(false)
  })

  it('knows whose account is for one record', () => {
    expect(['patient', 'caregiver', 'manager'].map(hasRecord)).toEqual([true, true, false])
  })
})
