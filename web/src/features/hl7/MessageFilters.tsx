import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import styles from './MessageFilters.module.css'
import { changed, isFiltered, ISSUES, STATES, TEXTS } from './search'

/** What a person knows of the message that is looked for. */
export function MessageFilters() {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const change = (name: string, value: string) =>
    setAddress(changed(address, name, value), { replace: true })
  const choices = [
    ['state', STATES.map((value) => ({ value, label: t(`inbox.${value}`) }))],
    ['issue', ISSUES.map((value) => ({ value, label: t(`integration.issue.${value}`) }))],
  ] as const
  return (
    <div className={styles.filters} role="group" aria-label={t('filter.label')}>
      {TEXTS.map((name) => (
        <TextInput
          key={name}
          aria-label={t(`integration.find.${name}`)}
          placeholder={t(`integration.find.${name}`)}
          value={address.get(name) ?? ''}
          onChange={(event) => change(name, event.currentTarget.value)}
        />
      ))}
      {choices.map(([name, data]) => (
        <NativeSelect
          key={name}
          aria-label={t(`integration.find.${name}`)}
          value={address.get(name) ?? ''}
          data={[{ value: '', label: t(`integration.any.${name}`) }, ...data]}
          onChange={(event) => change(name, event.currentTarget.value)}
        />
      ))}
      {isFiltered(address) ? (
        <Button variant="subtle" onClick={() => setAddress({}, { replace: true })}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </div>
  )
}
