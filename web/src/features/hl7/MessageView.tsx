import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/shared/ui/Icon'
import { AtomList } from './AtomList'
import { Coverage } from './Coverage'
import type { Message } from './message'
import styles from './MessageView.module.css'
import { RawView } from './RawView'

/** Raw on one side, its meaning on the other. */
export function MessageView({ message }: { readonly message: Message }) {
  const { t } = useTranslation()
  const [lit, setLit] = useState<string>()
  const atoms = message.atoms ?? []
  const issues = message.issues ?? []
  return (
    <div className={styles.view}>
      {message.coverage === undefined || message.coverage === null ? null : (
        <Coverage coverage={message.coverage} />
      )}
      {message.failure === undefined || message.failure === null ? null : (
        <p className={styles.failure} role="alert">
          {message.failure}
        </p>
      )}
      {issues.length === 0 ? null : (
        <ul className={styles.issues} aria-label={t('message.issues')}>
          {issues.map((issue, n) => (
            <li key={n}>
              <Icon name="stat" size={14} />
              <span>
                <code dir="ltr">{issue.path}</code> {issue.text}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.sides}>
        <RawView raw={message.raw} atoms={atoms} lit={lit} onLit={setLit} />
        {atoms.length === 0 ? null : <AtomList atoms={atoms} lit={lit} onLit={setLit} />}
      </div>
    </div>
  )
}
