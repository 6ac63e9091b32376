import { useTranslation } from 'react-i18next';
import { callStates } from '#contract/incoming-message.ts';
import { length } from '../i18n/format.ts';

/** A call event in words: its state and its length. */
export function useCallWords(): (call: Record<string, unknown> | null) => string {
  const { t } = useTranslation();
  return (call) => {
    const state = callStates.find((one) => one === call?.state);
    const seconds = typeof call?.seconds === 'number' ? length(call.seconds) : null;
    return [t('history.call'), state ? t(`history.callState.${state}`) : null, seconds].filter(Boolean).join(' · ');
  };
}
