import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import type { Messages } from './messages.ts';

export const languages = ['en', 'cs'] as const;
export type Language = (typeof languages)[number];

const key = 'vizitka-language';

/** Starts the screen in the language last used in this browser, else the browser's own. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: ['screen'],
    defaultNS: 'screen',
    resources: { en: { screen: en } },
    interpolation: { escapeValue: false },
  });
  await speak(preferred());
}

/** Changes the language of the screen at once, and remembers it. Words other than the English ones are fetched when needed. */
export async function speak(language: Language): Promise<void> {
  if (language === 'cs' && !i18next.hasResourceBundle('cs', 'screen')) {
    const { cs } = await import('./cs.ts');
    i18next.addResourceBundle('cs', 'screen', cs satisfies Messages);
  }
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

function preferred(): Language {
  const asked = localStorage.getItem(key) ?? navigator.language;
  return asked.startsWith('cs') ? 'cs' : 'en';
}
