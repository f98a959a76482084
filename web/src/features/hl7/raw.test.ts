import { expect, it } from 'vitest'
import { canonicalPath, segmentsOf } from './raw'

const RAW = 'MSH|^~\\&|LAB|NORTH\rPID|1||A~B^^C&D\rOBX|1|NM\rOBX|2|ST||x'

function pathOf(text: string): string | undefined {
  return segmentsOf(RAW)
    .flatMap((segment) => segment.pieces)
    .find((piece) => piece.text === text && piece.path !== undefined)?.path
}

it('gives every value its place and loses no character', () => {
  const back = segmentsOf(RAW).map((segment) => segment.pieces.map((piece) => piece.text).join(''))
  expect(back.join('\r')).toBe(RAW)
})

it('counts MSH from its delimiter, repetitions, components and subcomponents from one', () => {
  expect(pathOf('LAB')).toBe('MSH[1]-3[1].1.1')
  expect(pathOf('NORTH')).toBe('MSH[1]-4[1].1.1')
  expect(pathOf('B')).toBe('PID[1]-3[2].1.1')
  expect(pathOf('D')).toBe('PID[1]-3[2].3.2')
  expect(pathOf('x')).toBe('OBX[2]-4[1].1.1')
})

it('reads the delimiters from the message', () => {
  const pieces = segmentsOf('MSH#*~\\&#A*B')[0]?.pieces ?? []
  expect(pieces.find((piece) => piece.text === 'B')?.path).toBe('MSH[1]-3[1].2.1')
})

it('knows one atom by all its names', () => {
  for (const name of ['OBX-5', 'OBX[1]-5', 'OBX[1]-5.1', 'OBX[1]-5[1].1.1', 'OBX-5.1']) {
    expect(canonicalPath(name)).toBe('OBX[1]-5[1].1.1')
  }
  expect(canonicalPath('PID[1]-3[2].4')).toBe('PID[1]-3[2].4.1')
  expect(canonicalPath('something else')).toBe('something else')
})
