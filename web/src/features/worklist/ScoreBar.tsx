import { useTranslation } from 'react-i18next'
import type { Score } from '@/shared/fhir/score'
import { Time } from '@/shared/ui/Time'
import { pieces } from './pieces'
import styles from './ScoreBar.module.css'

type Props = { readonly score: Score | undefined; readonly now: Date }

function points(value: number, language: string, signed: boolean): string {
  return new Intl.NumberFormat(language, {
    maximumFractionDigits: 1,
    signDisplay: signed ? 'exceptZero' : 'auto',
  }).format(value)
}

/** The score as what it is: a sum. Each factor has its piece of the bar and its line below. */
export function ScoreBar({ score, now }: Props) {
  const { t, i18n } = useTranslation()
  if (score === undefined) return <p className={styles.dim}>{t('score.none')}</p>
  const say = (value: number, signed = true) => points(value, i18n.language, signed)
  return (
    <div className={styles.score}>
      <p className={styles.total}>
        <strong>{say(score.score, false)}</strong>{' '}
        <span className={styles.dim}>{t('score.of')}</span>
      </p>
      <div className={styles.bar} aria-hidden="true">
        {pieces(score).map((piece, n) => (
          <span key={piece.code + n} data-step={n % 5} style={{ inlineSize: `${piece.width}%` }} />
        ))}
      </div>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('score.caption')}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('score.factor')}</th>
            <th scope="col">{t('score.points')}</th>
          </tr>
        </thead>
        <tbody>
          {score.factors.map((factor, n) => (
            <tr key={factor.code + n}>
              <th scope="row">
                <span className={styles.key} data-step={n % 5} aria-hidden="true" />
                {factor.label}
              </th>
              <td>{say(factor.points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {score.gaps.length === 0 ? null : (
        <div>
          <h3 className={styles.gaps}>{t('score.gaps')}</h3>
          <ul className={styles.list}>
            {score.gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </div>
      )}
      <p className={styles.small}>
        {t('score.method', { method: score.method ?? '–', version: score.version ?? '–' })}{' '}
        <Time at={score.computedAt} now={now} />
      </p>
    </div>
  )
}
