import { useTranslation } from 'react-i18next'
import { sparkline, type Point } from './sparkShape'
import styles from './Sparkline.module.css'

type Props = {
  readonly points: readonly Point[]
  readonly low?: number | undefined
  readonly high?: number | undefined
  readonly label: string
  readonly width?: number
  readonly height?: number
}

/** A trend with its reference range as a band; the words beside it carry the numbers. */
export function Sparkline({ points, low, high, label, width = 112, height = 32 }: Props) {
  const { t } = useTranslation()
  if (points.length < 2) return <span className={styles.none}>{t('labs.onlyOne')}</span>
  const shape = sparkline(points, { low, high, width, height })
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      {shape.band === undefined ? null : (
        <rect
          className={styles.band}
          x={0}
          width={width}
          y={shape.band.y}
          height={shape.band.height}
        />
      )}
      <polyline className={styles.line} points={shape.line} />
      <circle
        className={styles.last}
        data-outside={shape.outside}
        cx={shape.x}
        cy={shape.y}
        r={3}
      />
    </svg>
  )
}
