import type { Observation } from 'fhir/r4'
import { conceptText } from './words'

/** One kind of result over time, newest first. */
export type Lab = {
  readonly code: string
  readonly name: string
  readonly latest: Observation
  readonly history: readonly Observation[]
}

export function observedAt(observation: Observation): string | undefined {
  return (
    observation.effectiveDateTime ??
    observation.effectiveInstant ??
    observation.effectivePeriod?.start ??
    observation.issued
  )
}

function codeOf(observation: Observation): string {
  const coding = observation.code.coding?.[0]
  return coding?.code === undefined
    ? (observation.code.text ?? '')
    : `${coding.system ?? ''}|${coding.code}`
}

/** Results that were taken back are no facts. */
function counts(observation: Observation): boolean {
  return observation.status !== 'entered-in-error' && observation.status !== 'cancelled'
}

export function labsOf(observations: readonly Observation[]): readonly Lab[] {
  const groups = new Map<string, Observation[]>()
  const newestFirst = observations
    .filter(counts)
    .toSorted((a, b) => (observedAt(b) ?? '').localeCompare(observedAt(a) ?? ''))
  for (const one of newestFirst) {
    const group = groups.get(codeOf(one))
    if (group === undefined) groups.set(codeOf(one), [one])
    else group.push(one)
  }
  return [...groups].flatMap(([code, history]) => {
    const latest = history[0]
    return latest === undefined
      ? []
      : [{ code, name: conceptText(latest.code) ?? code, latest, history }]
  })
}

/** Points of one unit, oldest first: a trend over mixed units would be a lie. */
export function trendOf(lab: Lab) {
  const unit = lab.latest.valueQuantity?.code ?? lab.latest.valueQuantity?.unit
  return lab.history.toReversed().flatMap((one) => {
    const at = observedAt(one)
    const quantity = one.valueQuantity
    const same = (quantity?.code ?? quantity?.unit) === unit
    return at === undefined || quantity?.value === undefined || !same
      ? []
      : [{ at, value: quantity.value }]
  })
}

export type Flagging = 'critical' | 'abnormal' | 'normal' | undefined

/** HL7 v3 ObservationInterpretation, folded to what changes what a person does. */
export function flagging(observation: Observation): Flagging {
  const codes = (observation.interpretation ?? [])
    .flatMap((one) => one.coding ?? [])
    .map((one) => one.code)
  if (codes.some((code) => code === 'HH' || code === 'LL' || code === 'AA')) return 'critical'
  if (codes.some((code) => code === 'H' || code === 'L' || code === 'A')) return 'abnormal'
  return codes.includes('N') ? 'normal' : undefined
}
