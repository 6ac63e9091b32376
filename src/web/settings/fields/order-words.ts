import { useTranslation } from 'react-i18next';

/** The place of a field in the order of recognition, counted from 0, in words: "Yes, first in order". */
export function useOrderWords(): (place: number) => string {
  const { t } = useTranslation();
  return (place) => {
    const word = (['p1', 'p2', 'p3', 'p4', 'p5'] as const)[place];
    return word ? t('field.yesInOrder', { place: t(`field.places.${word}`) }) : t('field.yesAt', { place: place + 1 });
  };
}
