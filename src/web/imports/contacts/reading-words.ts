import { useTranslation } from 'react-i18next';
import type { ContactImport } from '#contract/contact-import.ts';

export const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

/** How a file was read, in words: "UTF‑8, semicolon". */
export function useReadingWords() {
  const { t } = useTranslation();

  function encoding(name: string): string {
    if (name.startsWith('windows')) return name.replace('windows', 'Windows').replace('-', '\u00a0');
    return name.toUpperCase().replaceAll('-', '\u2011');
  }

  function delimiter(sign: string): string {
    const known = Object.hasOwn(delimiters, sign) ? delimiters[sign as keyof typeof delimiters] : null;
    return known ? t(`contactImport.delimiters.${known}`) : sign;
  }

  function read(about: Pick<ContactImport, 'encoding' | 'delimiter'>): string {
    return [encoding(about.encoding), about.delimiter && delimiter(about.delimiter)].filter(Boolean).join(', ');
  }

  return { encoding, delimiter, read };
}
