import { TextInput, Kbd } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { all } from '@/shared/fhir/bundle'
import { fhir } from '@/shared/fhir/client'
import { ageOf, nameText } from '@/shared/fhir/words'
import { Icon } from '@/shared/ui/Icon'
import styles from './Finder.module.css'

function usePatients(text: string) {
  return useQuery({
    queryKey: ['finder', text],
    enabled: text.length >= 2,
    queryFn: ({ signal }) =>
      fhir.search(
        'Patient',
        [
          ['name', text],
          ['_count', '8'],
        ],
        signal,
      ),
    select: (bundle) =>
      all(bundle, 'Patient').map((patient) => ({
        id: patient.id ?? '',
        name: nameText(patient.name) ?? patient.id ?? '',
        age: ageOf(patient, new Date()),
      })),
  })
}

/** Ctrl-K from anywhere: type a name, choose with the arrows, Enter. */
export function Finder() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const found = usePatients(text.trim()).data ?? []
  const shown = open && text.trim().length >= 2

  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'k') {
        event.preventDefault()
        input.current?.select()
        input.current?.focus()
      }
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [])

  const choose = (patient: string | undefined) => {
    if (patient === undefined) return
    setOpen(false)
    setText('')
    input.current?.blur()
    void navigate(`/patients/${patient}`)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') choose(found[at]?.id)
    else if (event.key === 'Escape') setOpen(false)
    else return
    event.preventDefault()
  }
  return (
    <search className={styles.finder}>
      <TextInput
        ref={input}
        role="combobox"
        aria-label={t('finder.label')}
        aria-expanded={shown}
        aria-controls={id}
        aria-autocomplete="list"
        {...(shown && found[at] ? { 'aria-activedescendant': `${id}-${at}` } : {})}
        placeholder={t('finder.label')}
        value={text}
        leftSection={<Icon name="search" size={16} />}
        rightSection={<Kbd className={styles.key ?? ''}>Ctrl K</Kbd>}
        rightSectionWidth={72}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
          setOpen(true)
        }}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
      />
      <ul
        id={id}
        role="listbox"
        aria-label={t('finder.results')}
        className={styles.list}
        hidden={!shown}
      >
        {found.map((patient, n) => (
          <li
            key={patient.id}
            id={`${id}-${n}`}
            role="option"
            aria-selected={n === at}
            className={styles.option}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(patient.id)}
          >
            <span>{patient.name}</span>
            {patient.age === undefined ? null : (
              <span className={styles.age}>{t('patient.age', { count: patient.age })}</span>
            )}
          </li>
        ))}
        {found.length === 0 ? (
          <li className={styles.none} role="option" aria-selected={false} aria-disabled="true">
            {t('finder.none')}
          </li>
        ) : null}
      </ul>
    </search>
  )
}
