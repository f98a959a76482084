import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, directionOf, pickLanguage, type Language } from './languages'

const KEY = 'mortar-language'

/** The texts of some pages; those of `everywhere` are there before the first page. */
export type Part = 'everywhere' | 'hl7' | 'audit' | 'authorization'

const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { import: 'default' })
const parts = new Set<Part>(['everywhere'])
const loaded = new Set<string>()

async function load(language: Language, part: Part): Promise<void> {
  const name = `./${language}/${part}.json`
  const file = files[name]
  if (file === undefined || loaded.has(name)) return
  i18next.addResourceBundle(language, 'translation', await file(), true)
  loaded.add(name)
}

function loadAll(language: Language, wanted: Iterable<Part>): Promise<unknown> {
  return Promise.all([...wanted].flatMap((part) => [load('en', part), load(language, part)]))
}

function reflect(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}

function current(): Language {
  return pickLanguage(i18next.language, [])
}

/** Loads the person's language and English behind it; other languages stay on the server. */
export async function startTexts(): Promise<void> {
  const language = pickLanguage(localStorage.getItem(KEY), navigator.languages)
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: [...LANGUAGES],
    resources: {},
    interpolation: { escapeValue: false },
  })
  await loadAll(language, parts)
  await i18next.changeLanguage(language)
  reflect(language)
}

/** Waits for a page's code and, beside it, for the texts that only such pages show. */
export async function withTexts<T>(part: Part, page: Promise<T>): Promise<T> {
  parts.add(part)
  const [module] = await Promise.all([page, loadAll(current(), [part])])
  return module
}

export async function changeLanguage(language: Language): Promise<void> {
  await loadAll(language, parts)
  localStorage.setItem(KEY, language)
  await i18next.changeLanguage(language)
  reflect(language)
}
