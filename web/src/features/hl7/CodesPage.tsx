import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Me } from '@/shared/auth/me'
import { api } from '@/shared/fhir/client'
import { Icon } from '@/shared/ui/Icon'
import { Empty, Failed, Loaded } from '@/shared/ui/States'
import { show } from '@/shared/ui/toastStore'
import { useTitle } from '@/shared/ui/useTitle'
import { IntegrationTabs } from './IntegrationTabs'
import styles from './MessagesPage.module.css'
import { mayRepair } from './permissions'
import { teaching } from './senders'
import { Sheet } from './Sheet'

type UnknownCode = {
  readonly application: string
  readonly facility: string
  readonly table: string
  readonly code: string
  readonly path: string
  readonly messages: number
  readonly latest: string
}

const COLUMNS = ['code', 'messages', 'repair', 'table', 'path', 'sender'] as const

/** Which words of a sender do we not know, and how many messages would they mend? */
export function CodesPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const query = useQuery({
    queryKey: ['hl7', 'codes'],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => api.get<readonly UnknownCode[]>('/api/hl7/codes', signal),
  })
  useTitle(t('codes.title'))
  return (
    <div className={styles.page}>
      <IntegrationTabs />
      <h1>{t('codes.title')}</h1>
      <p className={styles.dim}>{t('codes.hint')}</p>
      <Loaded query={query}>
        {(codes) =>
          codes.length === 0 ? (
            <Empty title={t('codes.none')} hint={t('codes.noneHint')} />
          ) : (
            <Codes codes={codes} mayChange={mayRepair(me)} />
          )
        }
      </Loaded>
    </div>
  )
}

type Props = { readonly codes: readonly UnknownCode[]; readonly mayChange: boolean }

function Codes({ codes, mayChange }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: ({ application, facility, table, code }: UnknownCode) =>
      api.post<{ readonly messages: number }>('/api/hl7/codes/replay', {
        application,
        facility,
        table,
        code,
      }),
    onSuccess: ({ messages }) =>
      show({ id: 'replayed', kind: 'done', text: t('codes.replayed', { count: messages }) }, 8_000),
    onSettled: () => queries.invalidateQueries({ queryKey: ['hl7'] }),
  })
  return (
    <>
      {replay.error === null ? null : <Failed error={replay.error} />}
      <Sheet
        label={t('codes.title')}
        columns={COLUMNS.map((name) => t(`codes.${name}`))}
        rows={codes.map((one) => ({
          key: [one.application, one.facility, one.table, one.code].join('|'),
          cells: [
            <code key="code" dir="ltr">
              {one.code}
            </code>,
            <Link key="messages" to={`/integration/messages/${one.latest}`}>
              {one.messages}
            </Link>,
            mayChange ? (
              <span key="repair" className={styles.actions}>
                <Link
                  to={`/integration/senders?line=${encodeURIComponent(teaching(one.table, one.code))}`}
                >
                  {t('codes.teach')}
                </Link>
                <Button
                  variant="default"
                  loading={replay.isPending && replay.variables === one}
                  leftSection={<Icon name="retry" size={16} />}
                  onClick={() => replay.mutate(one)}
                  aria-label={t('codes.replayOf', { code: one.code })}
                >
                  {t('codes.replay')}
                </Button>
              </span>
            ) : null,
            one.table,
            <span key="path" dir="ltr">
              {one.path}
            </span>,
            [one.application, one.facility].filter(Boolean).join(' @ '),
          ],
        }))}
      />
    </>
  )
}
