import { lazy, Suspense } from 'react'
import { useMe } from '@/shared/auth/me'
import { Loading, Failed } from '@/shared/ui/States'
import { StaffApp } from './staff/StaffApp'

const PatientApp = lazy(() =>
  import('./patient/PatientApp').then((module) => ({ default: module.PatientApp })),
)

/** Staff get the workbench; patients and those who care for them get their own entry. */
export function Entry() {
  const me = useMe()
  if (me.data === undefined) {
    return me.error === null ? (
      <Loading lines={8} />
    ) : (
      <Failed error={me.error} retry={() => void me.refetch()} />
    )
  }
  const own = me.data.role === 'patient' || me.data.role === 'caregiver'
  return own ? (
    <Suspense fallback={<Loading lines={8} />}>
      <PatientApp me={me.data} />
    </Suspense>
  ) : (
    <StaffApp me={me.data} />
  )
}
