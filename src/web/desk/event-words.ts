import { useTranslation } from 'react-i18next';
import type { Entry } from '#contract/conversation.ts';
import { useResultWords } from './result-words.ts';

/** What happened to the conversation at the desk, in one line; null for an event that no operator made here. */
export function useEventWords(): (entry: Entry) => string | null {
  const { t } = useTranslation();
  const resultWords = useResultWords();
  return ({ event, sender }) => {
    if (!event) return null;
    const { code, to = '', reason } = event;
    const who = sender.name ?? t('deskEvent.itself');
    if (code === 'declined' && reason) return t('deskEvent.declinedBecause', { who, reason });
    if (code === 'closed' && reason) return t('deskEvent.closedWith', { who, reason: resultWords(reason) });
    return t(`deskEvent.${code}`, { who, to });
  };
}
