import { lazy } from 'react'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { useState } from 'react'
import { WorklistPage } from '@/features/worklist/WorklistPage'
import type { Me } from '@/shared/auth/me'
import { withTexts } from '@/shared/text/texts'
import { Frame } from './Frame'
import { NotFound } from './NotFound'
import { Start } from './Start'

const TaskPanel = lazy(() =>
  import('@/features/worklist/TaskPanel').then((module) => ({ default: module.TaskPanel })),
)
const PatientsPage = lazy(() =>
  import('@/features/patients/PatientsPage').then((module) => ({ default: module.PatientsPage })),
)
const PatientPage = lazy(() =>
  import('@/features/patients/PatientPage').then((module) => ({ default: module.PatientPage })),
)
const ThreadPage = lazy(() =>
  withTexts('hl7', import('@/features/hl7/ThreadPage')).then((module) => ({
    default: module.ThreadPage,
  })),
)
const MessagesPage = lazy(() =>
  withTexts('hl7', import('@/features/hl7/MessagesPage')).then((module) => ({
    default: module.MessagesPage,
  })),
)
const MessagePage = lazy(() =>
  withTexts('hl7', import('@/features/hl7/MessagePage')).then((module) => ({
    default: module.MessagePage,
  })),
)
const AuditPage = lazy(() =>
  withTexts('audit', import('@/features/audit/AuditPage')).then((module) => ({
    default: module.AuditPage,
  })),
)

const PeoplePage = lazy(() =>
  withTexts('authorization', import('@/features/authorization/PeoplePage')).then((module) => ({
    default: module.PeoplePage,
  })),
)
const ClientsPage = lazy(() =>
  withTexts('authorization', import('@/features/authorization/ClientsPage')).then((module) => ({
    default: module.ClientsPage,
  })),
)
const MyAppsPage = lazy(() =>
  import('@/features/authorization/MyAppsPage').then((module) => ({ default: module.MyAppsPage })),
)
const ConnectionsPage = lazy(() =>
  withTexts('hl7', import('@/features/hl7/ConnectionsPage')).then((module) => ({
    default: module.ConnectionsPage,
  })),
)
const OutboundPage = lazy(() =>
  withTexts('hl7', import('@/features/hl7/OutboundPage')).then((module) => ({
    default: module.OutboundPage,
  })),
)
const OutboundMessagePage = lazy(() =>
  withTexts('hl7', import('@/features/hl7/OutboundMessagePage')).then((module) => ({
    default: module.OutboundMessagePage,
  })),
)
const SendersPage = lazy(() =>
  withTexts('hl7', import('@/features/hl7/SendersPage')).then((module) => ({
    default: module.SendersPage,
  })),
)
const CodesPage = lazy(() =>
  withTexts('hl7', import('@/features/hl7/CodesPage')).then((module) => ({
    default: module.CodesPage,
  })),
)

function routes(me: Me) {
  return createBrowserRouter(
    [
      {
        path: '/',
        element: <Frame me={me} />,
        children: [
          { index: true, element: <Start me={me} /> },
          {
            path: 'worklist',
            element: <WorklistPage me={me} />,
            children: [{ path: ':task', element: <TaskPanel me={me} /> }],
          },
          { path: 'patients', element: <PatientsPage /> },
          { path: 'patients/:patient', element: <PatientPage /> },
          { path: 'thread/:kind/:id', element: <ThreadPage /> },
          { path: 'integration', element: <MessagesPage /> },
          { path: 'audit', element: <AuditPage /> },
          { path: 'people', element: <PeoplePage /> },
          { path: 'clients', element: <ClientsPage /> },
          { path: 'apps', element: <MyAppsPage /> },
          { path: 'integration/messages/:message', element: <MessagePage me={me} /> },
          { path: 'integration/connections', element: <ConnectionsPage /> },
          { path: 'integration/outbound', element: <OutboundPage me={me} /> },
          { path: 'integration/outbound/:message', element: <OutboundMessagePage me={me} /> },
          { path: 'integration/senders', element: <SendersPage me={me} /> },
          { path: 'integration/senders/:sender', element: <SendersPage me={me} /> },
          { path: 'integration/codes', element: <CodesPage me={me} /> },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
    { basename: '/app' },
  )
}

export function StaffApp({ me }: { readonly me: Me }) {
  const [router] = useState(() => routes(me))
  return <RouterProvider router={router} />
}
