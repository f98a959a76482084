import { useQuery } from '@tanstack/react-query'
import type { Patient } from 'fhir/r4'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { fhir } from '@/shared/fhir/client'
import { ageOf, nameText } from '@/shared/fhir/words'
import { Icon } from '@/shared/ui/Icon'
import { LabLine } from '@/shared/ui/LabLine'
import { PriorityMark } from '@/shared/ui/PriorityMark'
import { Section } from '@/shared/ui/Section'
import { Empty, Loaded } from '@/shared/ui/States'
import { distance } from '@/shared/ui/instants'
import { Time } from '@/shared/ui/Time'
import { useNow } from '@/shared/ui/useNow'
import { useTitle } from '@/shared/ui/useTitle'
import { Alerts } from './Alerts'
import { Emergency } from './Emergency'
import { isClosed } from './glass'
import { Medicines } from './Medicines'
import { OpenedBanner } from './OpenedBanner'
import styles from './PatientPage.module.css'
import { useLabs, useNextVisit, useOpenWork } from './record'
import { Timeline } from './Timeline'

/** Who is this, and what matters today? */
export function PatientPage() {
  const { patient = '' } = useParams()
  const query = useQuery({
    queryKey: ['patient', patient],
    queryFn: ({ signal }) => fhir.read<Patient>('Patient', patient, signal),
  })
  if (isClosed(query.error)) return <Emergency patient={patient} />
  return <Loaded query={query}>{(found) => <Record key={patient} patient={found} />}</Loaded>
}

type Props = { readonly patient: Patient }

function Record({ patient }: Props) {
  const { t } = useTranslation()
  const now = useNow()
  const id = patient.id ?? ''
  const labs = useLabs(id)
  const name = nameText(patient.name) ?? t('patient.unknown')
  useTitle(name)
  return (
    <div className={styles.page}>
      <Identity patient={patient} now={now} name={name} />
      <OpenedBanner patient={id} now={now} />
      <Alerts patient={id} />
      <div className={styles.columns}>
        <div>
          <NextVisit patient={id} now={now} />
          <OpenWork patient={id} now={now} />
          <Medicines patient={id} now={now} />
          <Section title={t('labs.title')} count={labs.labs.length}>
            <Loaded query={labs.query} lines={4}>
              {() =>
                labs.labs.length === 0 ? (
                  <p className={styles.dim}>{t('labs.none')}</p>
                ) : (
                  labs.labs.map((lab) => <LabLine key={lab.code} lab={lab} now={now} />)
                )
              }
            </Loaded>
          </Section>
        </div>
        <Timeline patient={id} now={now} />
      </div>
    </div>
  )
}

function Identity({ patient, now, name }: Props & { readonly now: Date; readonly name: string }) {
  const { t } = useTranslation()
  const age = ageOf(patient, now)
  const phone = patient.telecom?.find((one) => one.system === 'phone')?.value
  return (
    <header className={styles.identity}>
      <h1>{name}</h1>
      <p className={styles.line}>
        {age === undefined ? null : <span>{t('patient.age', { count: age })}</span>}
        {patient.birthDate === undefined ? null : <Time at={patient.birthDate} now={now} />}
        {patient.gender === undefined ? null : <span>{t(`gender.${patient.gender}`)}</span>}
        {patient.identifier?.[0]?.value === undefined ? null : (
          <span>{patient.identifier[0].value}</span>
        )}
        {phone === undefined ? null : (
          <a href={`tel:${phone}`} className={styles.phone}>
            <Icon name="phone" size={14} /> {phone}
          </a>
        )}
      </p>
    </header>
  )
}

type PartProps = { readonly patient: string; readonly now: Date }

function NextVisit({ patient, now }: PartProps) {
  const { t, i18n } = useTranslation()
  const { query, next } = useNextVisit(patient, now)
  return (
    <Section title={t('visit.next')}>
      <Loaded query={query} lines={1}>
        {() =>
          next?.start === undefined ? (
            <p className={styles.dim}>{t('visit.none')}</p>
          ) : (
            <p>
              <strong>
                <Time at={next.start} now={now} />
              </strong>{' '}
              <span className={styles.dim}>
                {distance(next.start, now, i18n.language)}
                {next.description === undefined ? '' : ` · ${next.description}`}
              </span>
            </p>
          )
        }
      </Loaded>
    </Section>
  )
}

function OpenWork({ patient, now }: PartProps) {
  const { t } = useTranslation()
  const { query, items } = useOpenWork(patient, now)
  return (
    <Section title={t('patient.openWork')} count={items.length}>
      <Loaded query={query} lines={2}>
        {() =>
          items.length === 0 ? (
            <Empty title={t('patient.noWork')} />
          ) : (
            <ul className={styles.work}>
              {items.map((item) => (
                <li key={item.id}>
                  <Link to={`/worklist/${item.id}`} className={styles.task}>
                    <PriorityMark priority={item.priority} />
                    <span>{item.reason ?? item.kindText}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  )
}
