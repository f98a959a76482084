import type { CodeableConcept, Extension, HumanName, Observation, Patient, Quantity } from 'fhir/r4'

/** Plain words for data types. Nothing here knows a screen. */

export function conceptText(concept: CodeableConcept | undefined): string | undefined {
  const codings = concept?.coding ?? []
  return concept?.text ?? codings.find((one) => one.display)?.display ?? codings[0]?.code
}

export function nameText(names: readonly HumanName[] | undefined): string | undefined {
  const name = names?.find((one) => one.use === 'official') ?? names?.[0]
  if (name === undefined) return undefined
  if (name.text !== undefined) return name.text
  const parts = [...(name.given ?? []), name.family].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' ') : undefined
}

/** Full years at the given instant; undefined without a birth date. */
export function ageOf(patient: Patient | undefined, now: Date): number | undefined {
  const parts = patient?.birthDate?.split('-').map(Number)
  const year = parts?.[0]
  if (year === undefined) return undefined
  const month = parts?.[1] ?? 1
  const day = parts?.[2] ?? 1
  const had = now.getMonth() + 1 > month || (now.getMonth() + 1 === month && now.getDate() >= day)
  return now.getFullYear() - year - (had ? 0 : 1)
}

export function quantityText(quantity: Quantity | undefined, language = 'en'): string | undefined {
  if (quantity?.value === undefined) return undefined
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(
    quantity.value,
  )
  return [`${quantity.comparator ?? ''}${number}`, quantity.unit ?? quantity.code]
    .filter((part) => part !== undefined)
    .join(' ')
}

export function valueText(observation: Observation, language = 'en'): string | undefined {
  return (
    quantityText(observation.valueQuantity, language) ??
    conceptText(observation.valueCodeableConcept) ??
    observation.valueString ??
    observation.valueInteger?.toString() ??
    observation.valueDateTime
  )
}

export function rangeText(observation: Observation, language = 'en'): string | undefined {
  const range = observation.referenceRange?.[0]
  const low = quantityText(range?.low, language)
  const high = quantityText(range?.high, language)
  if (range?.text !== undefined) return range.text
  if (low !== undefined && high !== undefined) return `${range?.low?.value ?? ''}–${high}`
  if (low !== undefined) return `≥ ${low}`
  return high === undefined ? undefined : `≤ ${high}`
}

/** Any simple value of an extension as text. */
export function extensionText(extension: Extension | undefined): string | undefined {
  if (extension === undefined) return undefined
  return (
    extension.valueString ??
    extension.valueCode ??
    conceptText(extension.valueCodeableConcept) ??
    extension.valueCoding?.display ??
    extension.valueCoding?.code ??
    extension.valueDateTime ??
    extension.valueInstant ??
    extension.valueDecimal?.toString() ??
    extension.valueInteger?.toString() ??
    extension.valueUri ??
    extension.valueCanonical
  )
}
