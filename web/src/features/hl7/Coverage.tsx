import { useTranslation } from 'react-i18next'
import styles from './Coverage.module.css'

const FATES = ['mapped', 'kept', 'reported', 'lost'] as const

/** How much of the message found a place. Nothing may be lost, and zero is worth saying. */
export function Coverage({ coverage }: { readonly coverage: Readonly<Record<string, number>> }) {
  const { t } = useTranslation()
  const atoms = coverage['atoms'] ?? FATES.reduce((sum, fate) => sum + (coverage[fate] ?? 0), 0)
  return (
    <div>
      <div className={styles.bar} aria-hidden="true">
        {FATES.map((fate) => (
          <span
            key={fate}
            data-fate={fate}
            style={{ inlineSize: `${atoms === 0 ? 0 : ((coverage[fate] ?? 0) / atoms) * 100}%` }}
          />
        ))}
      </div>
      <dl className={styles.numbers}>
        <div>
          <dt>{t('coverage.atoms')}</dt>
          <dd>{atoms}</dd>
        </div>
        {FATES.map((fate) => (
          <div key={fate} data-fate={fate}>
            <dt>{t(`fate.${fate}`)}</dt>
            <dd>{coverage[fate] ?? 0}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
