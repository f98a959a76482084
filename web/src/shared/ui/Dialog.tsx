import { ActionIcon } from '@mantine/core'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Dialog.module.css'
import { Icon } from './Icon'

type Props = {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The browser's own modal dialog: it keeps the focus, closes by Esc and hides what is behind. */
export function Dialog({ open, title, onClose, children }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open && dialog.current?.open === false) dialog.current.showModal()
    if (!open && dialog.current?.open === true) dialog.current.close()
  }, [open])
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={onClose}>
      {open ? (
        <>
          <header className={styles.head}>
            <h2 id={id}>{title}</h2>
            <ActionIcon
              variant="subtle"
              color="accent"
              aria-label={t('action.close')}
              onClick={onClose}
            >
              <Icon name="close" />
            </ActionIcon>
          </header>
          {children}
        </>
      ) : null}
    </dialog>
  )
}
