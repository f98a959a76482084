import { Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '@/shared/ui/Dialog'
import styles from './HelpDialog.module.css'

const KEYS = [
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['Esc', 'close'],
  ['x', 'select'],
  ['c', 'complete'],
  ['m', 'message'],
  ['Ctrl K', 'find'],
  ['?', 'help'],
] as const

type Props = { readonly open: boolean; readonly onClose: () => void }

export function HelpDialog({ open, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} title={t('help.title')} onClose={onClose}>
      <dl className={styles.keys}>
        {KEYS.map(([key, what]) => (
          <div key={key} className={styles.key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{t(`help.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
