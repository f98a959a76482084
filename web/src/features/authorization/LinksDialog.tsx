import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '@/shared/ui/Dialog'
import { Loaded } from '@/shared/ui/States'
import { withReason, type Person } from './authorization'
import styles from './authorization.module.css'
import { Confirm, type Question } from './Confirm'
import { LinkForm } from './LinkForm'
import { readLinks, type Link, type Links } from './links'
import { useAct } from './useAct'

type Props = { readonly person: Person | undefined; readonly onClose: () => void }

/** By which EHRs and identity providers somebody is signed in here. */
export function LinksDialog({ person, onClose }: Props) {
  const { t } = useTranslation()
  const title = person === undefined ? '' : t('links.title', { name: person.displayName })
  return (
    <Dialog open={person !== undefined} title={title} onClose={onClose}>
      {person === undefined ? null : <LinksOf person={person} />}
    </Dialog>
  )
}

function LinksOf({ person }: { readonly person: Person }) {
  const query = useQuery({
    queryKey: ['links', person.name],
    queryFn: ({ signal }) => readLinks(person.name, signal),
  })
  return <Loaded query={query}>{(all) => <Shown person={person} all={all} />}</Loaded>
}

function Shown({ person, all }: { readonly person: Person; readonly all: Links }) {
  const { t } = useTranslation()
  const act = useAct('links')
  const [question, setQuestion] = useState<Question | undefined>()
  const remove = (link: Link): Question => ({
    title: t('links.removeOf', { name: link.place.label }),
    text: t('links.removeText'),
    action: t('links.remove'),
    asksWhy: true,
    act: (reason) =>
      act.mutate({
        url: withReason(link.url, reason),
        method: 'DELETE',
        done: t('links.removed'),
      }),
  })
  return (
    <div className={styles.form}>
      {all.links.length === 0 ? <p>{t('links.none')}</p> : null}
      <ul className={styles.list}>
        {all.links.map((link) => (
          <li key={link.url} className={styles.item}>
            <div>
              <strong>{link.place.label}</strong>
              <p className={styles.dim} dir="ltr">
                {link.who}
              </p>
            </div>
            <Button
              variant="default"
              aria-label={t('links.removeOf', { name: link.place.label })}
              onClick={() => setQuestion(remove(link))}
            >
              {t('links.remove')}
            </Button>
          </li>
        ))}
      </ul>
      {all.places.length === 0 ? (
        <p className={styles.dim}>{t('links.nowhere')}</p>
      ) : (
        <LinkForm person={person} places={all.places} />
      )}
      <Confirm question={question} onClose={() => setQuestion(undefined)} />
    </div>
  )
}
