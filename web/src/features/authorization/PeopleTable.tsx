import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasRecord, withReason, type Person } from './authorization'
import styles from './authorization.module.css'
import { Confirm, type Question } from './Confirm'
import { useAct } from './useAct'

type Props = {
  readonly people: readonly Person[]
  readonly onInvite: (person: Person) => void
  readonly onLinks: (person: Person) => void
  readonly onAccess: (person: Person) => void
}

export function PeopleTable({ people, onInvite, onLinks, onAccess }: Props) {
  const { t } = useTranslation()
  const act = useAct('accounts')
  const [question, setQuestion] = useState<Question | undefined>()
  const url = (person: Person, what: string) =>
    `/api/accounts/${encodeURIComponent(person.name)}/${what}`
  const suspend = (person: Person): Question => ({
    title: t('people.suspendTitle', { name: person.displayName }),
    text: t('people.suspendText'),
    action: t('people.suspend'),
    asksWhy: true,
    act: (reason) =>
      act.mutate({
        url: url(person, 'suspend'),
        method: 'POST',
        body: { reason },
        done: t('people.suspended', { name: person.displayName }),
      }),
  })
  const forget = (person: Person): Question => ({
    title: t('people.forgetTitle', { name: person.displayName }),
    text: t('people.forgetText'),
    action: t('people.forget'),
    asksWhy: true,
    act: (reason) =>
      act.mutate({
        url: withReason(url(person, 'second-factor'), reason),
        method: 'DELETE',
        done: t('people.forgotten', { name: person.displayName }),
      }),
  })
  const resume = (person: Person): Question => ({
    title: t('people.resumeTitle', { name: person.displayName }),
    text: t('people.resumeText'),
    action: t('people.resume'),
    asksWhy: true,
    act: (reason) =>
      act.mutate({
        url: url(person, 'resume'),
        method: 'POST',
        body: { reason },
        done: t('people.resumed', { name: person.displayName }),
      }),
  })
  return (
    <>
      <ul className={styles.list}>
        {people.map((person) => (
          <li key={person.name} className={styles.item} data-off={!person.active}>
            <div>
              <strong>{person.displayName}</strong>
              <p className={styles.dim} dir="ltr">
                {person.name} · {person.fhirUser}
              </p>
              <p>
                {t(`role.${person.role}`, person.role)}
                {person.active ? '' : ` · ${t(`people.state.${person.state}`)}`}
              </p>
            </div>
            <div className={styles.buttons} role="group" aria-label={person.displayName}>
              <Button variant="default" onClick={() => onInvite(person)}>
                {t('people.link')}
              </Button>
              <Button variant="default" onClick={() => onLinks(person)}>
                {t('links.show')}
              </Button>
              {hasRecord(person.role) ? null : (
                <Button variant="default" onClick={() => onAccess(person)}>
                  {t('rights.show')}
                </Button>
              )}
              <Button variant="default" onClick={() => setQuestion(forget(person))}>
                {t('people.forget')}
              </Button>
              {person.active ? (
                <Button variant="default" onClick={() => setQuestion(suspend(person))}>
                  {t('people.suspend')}
                </Button>
              ) : (
                <Button variant="default" onClick={() => setQuestion(resume(person))}>
                  {t('people.resume')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Confirm question={question} onClose={() => setQuestion(undefined)} />
    </>
  )
}
