import type { Score } from '@/shared/fhir/score'

export type Piece = { readonly code: string; readonly width: number }

/**
 * The pieces of the bar in per cent of 100 points. What a cap takes off is taken from all pieces
 * alike, so that together they are as long as the score is high.
 */
export function pieces(score: Score): readonly Piece[] {
  const raising = score.factors.filter((factor) => factor.points > 0)
  const sum = raising.reduce((total, factor) => total + factor.points, 0)
  const length = Math.max(0, Math.min(score.score, 100))
  return raising.map((factor) => ({
    code: factor.code,
    width: Math.round((factor.points / sum) * length * 100) / 100,
  }))
}
