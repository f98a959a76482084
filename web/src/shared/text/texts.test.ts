import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LANGUAGES, directionOf, pickLanguage, type Language } from './languages'

type Texts = { readonly [key: string]: string | Texts }

function keysOf(texts: Texts, path = ''): readonly string[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const bare = key.replace(/_(zero|one|two|few|many|other)$/, '')
    return typeof value === 'string' ? [path + bare] : keysOf(value, `${path}${key}.`)
  })
}

const files = import.meta.glob<Texts>('./*/*.json', { eager: true, import: 'default' })

/** All parts of a language as one, as they are once every page has been opened. */
function textsOf(language: Language): Texts {
  const parts = Object.entries(files).filter(([name]) => name.startsWith(`./${language}/`))
  const groups = parts.flatMap(([, texts]) => Object.entries(texts))
  const all: Texts = Object.fromEntries(groups)
  expect(Object.keys(all).length).toBe(groups.length)
  return all
}

const en = textsOf('en')
const others = LANGUAGES.filter((language) => language !== 'en').map(textsOf)
const known = new Set(keysOf(en))

it('says everything in every language', () => {
  for (const texts of others) {
    const there = new Set(keysOf(texts))
    expect([...known].filter((key) => !there.has(key))).toEqual([])
    expect([...there].filter((key) => !known.has(key))).toEqual([])
  }
})

it('has a text for every key that a page names in full', () => {
  const root = join(import.meta.dirname, '..', '..')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  )
  const used = files.flatMap((name) =>
    [...readFileSync(join(root, name), 'utf8').matchAll(/\bt\('([\w.-]+)'/g)].flatMap(
      (hit) => hit[1] ?? [],
    ),
  )
  expect(used.length).toBeGreaterThan(80)
  expect(used.filter((key) => !known.has(key))).toEqual([])
})

it('keeps the places for values in every language', () => {
  const places = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((hit) => hit[1]).toSorted()
  const flat = (texts: Texts, path = ''): [string, string][] =>
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
    )
  const english = new Map(flat(en))
  for (const [key, text] of others.flatMap((texts) => flat(texts))) {
    const original = english.get(key) ?? english.get(`${key}_other`)
    if (original !== undefined) expect(places(text), key).toEqual(places(original))
  }
})

it('picks what was chosen, then what the browser speaks, then English', () => {
  expect(pickLanguage('es', ['ar'])).toBe('es')
  expect(pickLanguage(null, ['fr-FR', 'ar-EG'])).toBe('ar')
  expect(pickLanguage('xx', ['fr'])).toBe('en')
  expect(directionOf('ar')).toBe('rtl')
})
