import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Me } from '@/shared/auth/me'
import type { TaskOutcome } from '@/shared/fhir/canonicals'
import { fhir } from '@/shared/fhir/client'
import { isProblem } from '@/shared/fhir/problem'
import type { WorkItem } from '@/shared/fhir/task'
import { dismiss, show } from '@/shared/ui/toastStore'
import { completed } from './completion'
import { GRACE, later, reveal, undo } from './pendingWork'

/** Completes at once for the eye, after the grace for the record. */
export function useComplete(me: Me) {
  const { t } = useTranslation()
  const queries = useQueryClient()

  return (items: readonly WorkItem[], outcome: TaskOutcome, note: string) => {
    const ids = items.map((item) => item.id)
    const toast = `complete-${ids.join()}`
    for (const { task, id } of items) {
      later(id, async (last) => {
        try {
          await fhir.update(completed(task, outcome, note, me.fhirUser), { keepalive: last })
          await queries.invalidateQueries({ queryKey: ['work'] })
        } catch (error) {
          reveal([id])
          const changed = isProblem(error) && (error.status === 412 || error.status === 409)
          const said = error instanceof Error ? error.message : String(error)
          const text = changed ? t('worklist.changed') : t('worklist.notCompleted', { said })
          show({ id: `failed-${id}`, kind: 'failed', text }, 15_000)
          await queries.invalidateQueries({ queryKey: ['work'] })
        }
      })
    }
    const takeBack = () => {
      undo(ids)
      dismiss(toast)
    }
    const text = t('worklist.completed', { count: items.length, outcome: t(`outcome.${outcome}`) })
    show({ id: toast, kind: 'done', text, undo: takeBack }, GRACE - 500)
  }
}
