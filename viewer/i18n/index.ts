import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { remember } from '../preferences.ts'
import { en, type TextKey, type Texts } from './en.ts'
import { zh } from './zh.ts'

export type Language = 'en' | 'zh'

/** What the document's `lang` and number formats are called. */
export const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' }

export const TEXTS: Record<Language, Texts> = { en, zh }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'texts'
    keySeparator: false
    nsSeparator: false
    resources: { texts: Record<TextKey, string> }
  }
}

export async function startLanguage(language: Language) {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'texts',
    ns: ['texts'],
    // Keys hold dots, and texts are put into the page as text, never as HTML.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { texts: TEXTS.en }, zh: { texts: TEXTS.zh } },
  })
  document.documentElement.lang = LOCALES[language]
  document.title = i18next.t('app.title')
}

export async function changeLanguage(language: Language) {
  await i18next.changeLanguage(language)
  document.documentElement.lang = LOCALES[language]
  document.title = i18next.t('app.title')
  remember('language', language)
}

/** The browser's own language where it is one of ours. */
export const preferredLanguage = (): Language => (navigator.languages.some((one) => one.toLowerCase().startsWith('zh')) ? 'zh' : 'en')
