import { useTranslation } from 'react-i18next'
import { flagging, observedAt, trendOf, type Lab } from '@/shared/fhir/labs'
import { rangeText, valueText } from '@/shared/fhir/words'
import styles from './LabLine.module.css'
import { Sparkline } from './Sparkline'
import { Time } from './Time'

/** One result: name, value with its flag in words, range, time, trend. */
export function LabLine({ lab, now }: { readonly lab: Lab; readonly now: Date }) {
  const { t, i18n } = useTranslation()
  const { latest } = lab
  const range = rangeText(latest, i18n.language)
  const flag = flagging(latest)
  const limits = latest.referenceRange?.[0]
  const points = trendOf(lab)
  return (
    <div className={styles.lab}>
      <div className={styles.words}>
        <p className={styles.name}>{lab.name}</p>
        <p>
          <span className={styles.value} data-flag={flag}>
            {valueText(latest, i18n.language) ?? t('labs.noValue')}
          </span>
          {flag === undefined || flag === 'normal' ? null : (
            <span className={styles.flag} data-flag={flag}>
              {t(`labs.${flag}`)}
            </span>
          )}
        </p>
        <p className={styles.dim}>
          {range === undefined ? t('labs.noRange') : t('labs.range', { range })}
          {' · '}
          <Time at={observedAt(latest)} now={now} />
        </p>
      </div>
      <Sparkline
        points={points}
        low={limits?.low?.value}
        high={limits?.high?.value}
        label={t('labs.trend', {
          name: lab.name,
          values: points.map((point) => point.value).join(', '),
        })}
      />
    </div>
  )
}
