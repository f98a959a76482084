import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PRIORITIES, TASK_CODES } from '@/shared/fhir/canonicals'
import { Icon } from '@/shared/ui/Icon'
import { GROUPINGS, isFiltered, readFilters, STATES, writeFilters, type Filters } from './filters'
import styles from './Toolbar.module.css'

type Props = {
  readonly filters: Filters
  readonly total: number | undefined
  readonly onChange: (next: Filters) => void
  readonly onHelp: () => void
}

type Option = { readonly value: string; readonly label: string }

/** Title, count and the filters; every one of them is in the address. */
export function Toolbar({ filters, total, onChange, onHelp }: Props) {
  const { t } = useTranslation()
  const choices: readonly (readonly [string, string, readonly Option[]])[] = [
    ['status', filters.state, STATES.map((value) => ({ value, label: t(`state.task.${value}`) }))],
    [
      'priority',
      filters.priority ?? '',
      [
        { value: '', label: t('filter.anyPriority') },
        ...PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) })),
      ],
    ],
    [
      'owner',
      filters.owner,
      (['anyone', 'me', 'nobody'] as const).map((value) => ({
        value,
        label: t(`filter.owner.${value}`),
      })),
    ],
    [
      'kind',
      filters.kind ?? '',
      [
        { value: '', label: t('filter.anyKind') },
        ...TASK_CODES.map((value) => ({ value, label: t(`kind.${value}`) })),
      ],
    ],
    ['group', filters.group, GROUPINGS.map((value) => ({ value, label: t(`group.by.${value}`) }))],
  ]
  const change = (name: string, value: string) => {
    const address = writeFilters(filters)
    if (value === '') address.delete(name)
    else address.set(name, value)
    onChange(readFilters(address))
  }
  return (
    <header className={styles.bar}>
      <div className={styles.head}>
        <h1>{t('worklist.title')}</h1>
        {total === undefined ? null : (
          <span className={styles.total}>{t('worklist.count', { count: total })}</span>
        )}
        <ActionIcon
          variant="subtle"
          color="accent"
          aria-label={t('help.title')}
          onClick={onHelp}
          className={styles.help ?? ''}
        >
          <span aria-hidden="true">?</span>
        </ActionIcon>
      </div>
      <div className={styles.filters} role="group" aria-label={t('filter.label')}>
        {choices.map(([name, value, options]) => (
          <NativeSelect
            key={name}
            aria-label={t(`filter.name.${name}`)}
            value={value}
            data={[...options]}
            data-set={value !== '' && value !== 'open' && value !== 'anyone' && name !== 'group'}
            classNames={{ input: styles.select ?? '' }}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        ))}
        {filters.patient === undefined ? null : (
          <Button
            variant="light"
            rightSection={<Icon name="close" size={14} />}
            onClick={() => change('patient', '')}
          >
            {t('filter.onePatient')}
          </Button>
        )}
        {isFiltered(filters) ? (
          <Button variant="subtle" onClick={() => onChange(readFilters(new URLSearchParams()))}>
            {t('filter.clear')}
          </Button>
        ) : null}
      </div>
    </header>
  )
}
