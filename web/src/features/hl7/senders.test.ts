import { expect, it } from 'vitest'
import { isProfileName, teaching } from './senders'

it('takes names that are file names everywhere', () => {
  expect(['lab-north', 'a'].every(isProfileName)).toBe(true)
  expect(['', '../x', 'Lab', 'a b'].some(isProfileName)).toBe(false)
})

it('writes a line of a profile whose key cannot break it', () => {
  expect(teaching('administrative-sex', 'W')).toBe('code.administrative-sex/W = ')
  expect(teaching('units', 'mg : dl=1')).toBe('code.units/mg\\ \\:\\ dl\\=1 = ')
})
