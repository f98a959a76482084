import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, directionOf, pickLanguage, type Language } from './languages'

const KEY = 'mortar-language'
const files = import.meta.glob<Record<string, unknown>>('./*.json', { import: 'default' })

async function load(language: Language): Promise<void> {
  const file = files[`./${language}.json`]
  if (file !== undefined && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await file())
  }
}

function reflect(language: Language): void {
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
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
  await Promise.all([load('en'), load(language)])
  await i18next.changeLanguage(language)
  reflect(language)
}

export async function changeLanguage(language: Language): Promise<void> {
  await load(language)
  localStorage.setItem(KEY, language)
  await i18next.changeLanguage(language)
  reflect(language)
}
