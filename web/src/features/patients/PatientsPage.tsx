import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { all } from '@/shared/fhir/bundle'
import { fhir } from '@/shared/fhir/client'
import { ageOf, nameText } from '@/shared/fhir/words'
import { Icon } from '@/shared/ui/Icon'
import { Empty, Loaded } from '@/shared/ui/States'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import styles from './PatientsPage.module.css'

/** Whose record? The text is in the address. */
export function PatientsPage() {
  const { t } = useTranslation()
  const now = useNow()
  const [address, setAddress] = useSearchParams()
  const text = useDeferredValue(address.get('name') ?? '')
  useTitle(t('nav.patients'))
  const query = useQuery({
    queryKey: ['patients', text],
    queryFn: ({ signal }) =>
      fhir.search(
        'Patient',
        [...(text === '' ? [] : [['name', text] as const]), ['_sort', 'family'], ['_count', '50']],
        signal,
      ),
    placeholderData: (previous) => previous,
  })
  return (
    <div className={styles.page}>
      <h1>{t('nav.patients')}</h1>
      <TextInput
        aria-label={t('patients.find')}
        placeholder={t('patients.find')}
        className={styles.find ?? ''}
        leftSection={<Icon name="search" size={16} />}
        value={address.get('name') ?? ''}
        onChange={(event) => {
          const name = event.currentTarget.value
          setAddress(name === '' ? {} : { name }, { replace: true })
        }}
      />
      <Loaded query={query}>
        {(bundle) => {
          const patients = all(bundle, 'Patient')
          if (patients.length === 0)
            return <Empty icon="search" title={t('patients.none')} hint={t('patients.noneHint')} />
          return (
            <ul className={styles.list}>
              {patients.map((patient) => {
                const age = ageOf(patient, now)
                return (
                  <li key={patient.id}>
                    <Link className={styles.row} to={`/patients/${patient.id ?? ''}`}>
                      <span className={styles.name}>
                        {nameText(patient.name) ?? t('patient.unknown')}
                      </span>
                      <span className={styles.dim}>
                        {age === undefined ? '' : t('patient.age', { count: age })}
                        {patient.gender === undefined ? '' : ` · ${t(`gender.${patient.gender}`)}`}
                      </span>
                      <span className={styles.dim}>{patient.identifier?.[0]?.value}</span>
                    </Link>
                  </li>
                )
              })}
            </ul>
          )
        }}
      </Loaded>
    </div>
  )
}
