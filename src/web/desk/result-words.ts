import { useTranslation } from 'react-i18next';

/** The results that are delivered, by their digits. */
export const results = ['solved', 'passedOn', 'interested', 'noAnswer', 'other'] as const;

/** How a result reads: by the words that its queue has for it, or those of a delivered one; others stand as they were given. */
export function useResultWords(): (given: string, texts?: Record<string, string | undefined> | null) => string {
  const { t, i18n } = useTranslation();
  return (given, texts) => {
    const own = texts?.[i18n.language] ?? texts?.en;
    if (own) return own;
    const known = results.find((one) => one === given);
    return known ? t(`closing.results.${known}`) : given;
  };
}
