import { useTranslation } from 'react-i18next'
import { Section } from '@/shared/ui/Section'
import { Loaded } from '@/shared/ui/States'
import { distance } from '@/shared/ui/instants'
import { doseText, medicineName, suppliedUntil } from './medicines'
import styles from './Medicines.module.css'
import { useMedicines } from './record'

type Props = { readonly patient: string; readonly now: Date }

export function Medicines({ patient, now }: Props) {
  const { t, i18n } = useTranslation()
  const { query, requests, medications, dispenses } = useMedicines(patient)
  return (
    <Section title={t('medicines.title')} count={requests.length}>
      <Loaded query={query} lines={3}>
        {() =>
          requests.length === 0 ? (
            <p className={styles.dim}>{t('medicines.none')}</p>
          ) : (
            <ul className={styles.list}>
              {requests.map((request) => {
                const until = suppliedUntil(request, dispenses)
                const late = until !== undefined && new Date(until).getTime() < now.getTime()
                return (
                  <li key={request.id} className={styles.medicine}>
                    <div>
                      <p>{medicineName(request, medications) ?? t('medicines.unnamed')}</p>
                      <p className={styles.dim}>{doseText(request) ?? t('medicines.noDose')}</p>
                    </div>
                    {until === undefined ? null : (
                      <p className={styles.supply} data-late={late}>
                        {t(late ? 'medicines.ranOut' : 'medicines.lasts', {
                          when: distance(until, now, i18n.language),
                        })}
                      </p>
                    )}
                  </li>
                )
              })}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
