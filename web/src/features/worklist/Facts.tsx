import { useQuery } from '@tanstack/react-query'
import type { Observation, Task } from 'fhir/r4'
import { useTranslation } from 'react-i18next'
import { all, idOf, keyOf } from '@/shared/fhir/bundle'
import { fhir } from '@/shared/fhir/client'
import { labsOf, type Lab } from '@/shared/fhir/labs'
import { LabLine } from '@/shared/ui/LabLine'
import { Loaded } from '@/shared/ui/States'
import styles from './Facts.module.css'

async function factOf(observationId: string, signal: AbortSignal): Promise<readonly Lab[]> {
  const observation = await fhir.read<Observation>('Observation', observationId, signal)
  const coding = observation.code.coding?.[0]
  const patient = keyOf(observation.subject)
  if (coding?.code === undefined || patient === undefined) return labsOf([observation])
  const earlier = await fhir.search(
    'Observation',
    [
      ['patient', patient],
      ['code', `${coding.system ?? ''}|${coding.code}`],
      ['_sort', '-date'],
      ['_count', '20'],
    ],
    signal,
  )
  const others = all(earlier, 'Observation').filter((one) => one.id !== observation.id)
  return labsOf([observation, ...others])
}

/** The measurement that raised the task, with its range and how it came to be. */
export function Facts({ task, now }: { readonly task: Task; readonly now: Date }) {
  const { t } = useTranslation()
  const key = keyOf(task.reasonReference)
  const isObservation = key?.startsWith('Observation/') === true
  const query = useQuery({
    queryKey: ['facts', key],
    enabled: isObservation,
    queryFn: ({ signal }) => factOf(idOf(key) ?? '', signal),
  })
  return (
    <>
      {task.description === undefined ? null : <p className={styles.words}>{task.description}</p>}
      {isObservation ? (
        <Loaded query={query} lines={3}>
          {(labs) => labs.map((lab) => <LabLine key={lab.code} lab={lab} now={now} />)}
        </Loaded>
      ) : task.description === undefined ? (
        <p className={styles.dim}>{t('task.noFacts')}</p>
      ) : null}
      {(task.note ?? []).map((note, n) => (
        <blockquote key={n} className={styles.note}>
          {note.text}
        </blockquote>
      ))}
    </>
  )
}
