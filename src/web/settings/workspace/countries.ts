import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { locale } from '../../i18n/format.ts';

/** Codes that name no country of today: unions, the world, and what is reserved (ISO 3166-1, exceptionally reserved). */
const none = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ']);

/** All countries with their names in the reader's language, by name. */
export function useCountries(): { value: string; name: string }[] {
  const { i18n } = useTranslation();
  return useMemo(() => countriesIn(i18n.language === 'cs' ? 'cs' : locale()), [i18n.language]);
}

function countriesIn(language: string): { value: string; name: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((one) => letters.map((other) => one + other));
  return codes
    .flatMap((value) => {
      const isCurrent = new Intl.Locale(`und-${value}`).region === value; // a code of the past leads to today's
      const name = isCurrent && !none.has(value) ? names.of(value) : undefined;
      return name ? [{ value, name }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name, language));
}
