import { expect, it } from 'vitest'
import { sparkline } from './sparkShape'

const frame = { low: 3.5, high: 5.1, width: 100, height: 40 }
const points = [
  { at: '2026-01-01T00:00:00Z', value: 4 },
  { at: '2026-01-11T00:00:00Z', value: 6.8 },
]

it('places points by time and marks a last value outside its range', () => {
  const shape = sparkline(points, frame)
  expect(shape.x).toBe(96)
  expect(shape.y).toBe(4)
  expect(shape.outside).toBe(true)
  expect(shape.band?.height).toBeGreaterThan(0)
})

it('draws a flat line where nothing changes', () => {
  const flat = points.map((point) => ({ ...point, value: 4 }))
  const shape = sparkline(flat, { ...frame, low: undefined, high: undefined })
  expect(shape.line).toBe('4,36 96,36')
  expect(shape.band).toBeUndefined()
})
