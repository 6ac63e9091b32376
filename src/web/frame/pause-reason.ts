import { useTranslation } from 'react-i18next';
import { unansweredOffers } from '#contract/unanswered-offers.ts';

/** The reason of a pause as it reads: in the words of who has it, or of Vizitka where nobody chose it (R-DSK-1). */
export function usePauseReason(): (reason: string) => string {
  const { t } = useTranslation();
  return (reason) => (reason === unansweredOffers ? t('offer.unanswered') : reason);
}
