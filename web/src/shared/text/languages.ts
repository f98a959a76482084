export const LANGUAGES = ['en', 'es', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  es: 'Español',
  ar: 'العربية',
}

export function isLanguage(text: string | null | undefined): text is Language {
  return LANGUAGES.some((one) => one === text)
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

/** What the person chose here before, else the first language of the browser that we speak. */
export function pickLanguage(kept: string | null, wanted: readonly string[]): Language {
  if (isLanguage(kept)) return kept
  const spoken = wanted.map((tag) => tag.split('-')[0]).find((tag) => isLanguage(tag))
  return isLanguage(spoken) ? spoken : 'en'
}
