import type { Medication, MedicationDispense, MedicationRequest } from 'fhir/r4'
import { keyOf } from '@/shared/fhir/bundle'
import { conceptText } from '@/shared/fhir/words'

type Medicated = Pick<MedicationRequest, 'medicationCodeableConcept' | 'medicationReference'>

export function medicineName(
  one: Medicated,
  medications: ReadonlyMap<string, Medication>,
): string | undefined {
  const medication = medications.get(keyOf(one.medicationReference) ?? '')
  return (
    conceptText(one.medicationCodeableConcept) ??
    conceptText(medication?.code) ??
    one.medicationReference?.display
  )
}

export function doseText(request: MedicationRequest): string | undefined {
  const texts = (request.dosageInstruction ?? []).flatMap(
    (one) => one.text ?? one.patientInstruction ?? [],
  )
  return texts.length > 0 ? texts.join('; ') : undefined
}

/** The day on which the last supply runs out: handed over plus days of supply. */
export function suppliedUntil(
  request: MedicationRequest,
  dispenses: readonly MedicationDispense[],
): string | undefined {
  const own = `MedicationRequest/${request.id ?? ''}`
  const ends = dispenses
    .filter((one) => (one.authorizingPrescription ?? []).some((ref) => keyOf(ref) === own))
    .flatMap((one) => {
      const days = one.daysSupply?.value
      if (one.whenHandedOver === undefined || days === undefined) return []
      return [new Date(one.whenHandedOver).getTime() + days * 86_400_000]
    })
  return ends.length === 0 ? undefined : new Date(Math.max(...ends)).toISOString()
}
