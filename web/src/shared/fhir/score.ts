import type { Extension, Task } from 'fhir/r4'
import { EXT_PRIORITY_SCORE } from './canonicals'
import { extensionText } from './words'

export type Factor = { readonly code: string; readonly label: string; readonly points: number }

/** Why a task stands where it stands: factors that add up to the score, and what was not known. */
export type Score = {
  readonly score: number
  readonly method: string | undefined
  readonly version: string | undefined
  readonly computedAt: string | undefined
  readonly factors: readonly Factor[]
  readonly gaps: readonly string[]
}

function part(extension: Extension, name: string): Extension | undefined {
  return extension.extension?.find((one) => one.url === name)
}

function numberOf(extension: Extension | undefined): number {
  return extension?.valueDecimal ?? extension?.valueInteger ?? extension?.valueQuantity?.value ?? 0
}

function factorOf(extension: Extension): Factor {
  const code = part(extension, 'code')
  const bare = code?.valueCoding?.code ?? code?.valueCodeableConcept?.coding?.[0]?.code
  return {
    code: bare ?? extensionText(code) ?? '',
    label: extensionText(part(extension, 'label')) ?? extensionText(code) ?? '',
    points: numberOf(part(extension, 'points')),
  }
}

export function scoreOf(task: Task): Score | undefined {
  const extension = task.extension?.find((one) => one.url === EXT_PRIORITY_SCORE)
  if (extension === undefined) return undefined
  const parts = extension.extension ?? []
  return {
    score: numberOf(part(extension, 'score')),
    method: extensionText(part(extension, 'method')),
    version: extensionText(part(extension, 'version')),
    computedAt: extensionText(part(extension, 'computedAt')),
    factors: parts
      .filter((one) => one.url === 'factor')
      .map(factorOf)
      .filter((factor) => factor.points !== 0)
      .sort((a, b) => b.points - a.points),
    gaps: parts.filter((one) => one.url === 'gap').flatMap((one) => extensionText(one) ?? []),
  }
}
