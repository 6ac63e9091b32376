import { useTranslation } from 'react-i18next';

/** The results that a conversation may be closed with here, by their digits. */
export const results = ['solved', 'passedOn', 'interested', 'noAnswer', 'other'] as const;

/** How a result reads: those chosen here have words of each language, others stand as they were given. */
export function useResultWords(): (given: string) => string {
  const { t } = useTranslation();
  return (given) => {
    const known = results.find((one) => one === given);
    return known ? t(`closing.results.${known}`) : given;
  };
}
