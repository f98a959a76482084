export type Point = { readonly at: string; readonly value: number }

export type Frame = {
  readonly low: number | undefined
  readonly high: number | undefined
  readonly width: number
  readonly height: number
}

export type Shape = {
  readonly line: string
  readonly x: number
  readonly y: number
  readonly outside: boolean
  readonly band: { readonly y: number; readonly height: number } | undefined
}

const PAD = 4

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Places the points (oldest first) by time, so that a gap in the record looks like a gap. */
export function sparkline(points: readonly Point[], frame: Frame): Shape {
  const values = points.map((point) => point.value)
  const limits = [frame.low, frame.high].filter((limit) => limit !== undefined)
  const bottom = Math.min(...values, ...limits)
  const span = Math.max(...values, ...limits) - bottom || 1
  const times = points.map((point) => new Date(point.at).getTime())
  const start = Math.min(...times)
  const duration = Math.max(...times) - start || 1
  const xOf = (time: number) => round(PAD + ((time - start) / duration) * (frame.width - 2 * PAD))
  const yOf = (value: number) =>
    round(frame.height - PAD - ((value - bottom) / span) * (frame.height - 2 * PAD))
  const last = points.at(-1)
  const value = last?.value ?? 0
  const top = frame.high === undefined ? 0 : yOf(frame.high)
  const floor = frame.low === undefined ? frame.height : yOf(frame.low)
  return {
    line: points.map((point, n) => `${xOf(times[n] ?? start)},${yOf(point.value)}`).join(' '),
    x: xOf(times.at(-1) ?? start),
    y: yOf(value),
    outside: value < (frame.low ?? value) || value > (frame.high ?? value),
    band: limits.length === 0 ? undefined : { y: top, height: round(floor - top) },
  }
}
