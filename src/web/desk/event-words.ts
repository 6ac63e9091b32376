import { useTranslation } from 'react-i18next';
import type { DeskEvent, Entry } from '#contract/conversation.ts';
import { soon } from '../i18n/format.ts';
import { useResultWords } from './result-words.ts';

/** What happened to the conversation at the desk, in one line; null for an event that no operator made here. */
export function useEventWords(): (entry: Entry) => string | null {
  const { t } = useTranslation();
  const resultWords = useResultWords();
  return ({ event, sender }) => {
    if (!event) return null;
    const { code, reason, texts } = event;
    const to = event.to ?? (code === 'redirected' ? t('deskEvent.otherQueue') : '');
    const who = sender.name ?? t('deskEvent.itself');
    if (code === 'declined' && reason) return t('deskEvent.declinedBecause', { who, reason });
    if (code === 'accessAsked' && reason) return t('deskEvent.accessAskedBecause', { who, reason });
    if (code === 'closed' && reason) return t('deskEvent.closedWith', { who, reason: resultWords(reason, texts) });
    if (isOfFollowUp(code)) return ofFollowUp(code, event, who);
    return t(`deskEvent.${code}`, { who, to, reason: reason ?? '' });
  };

  /** Wrap-up, callbacks and reminders (R-DSK-3, R-DSK-4). */
  function ofFollowUp(code: FollowUpCode, { reason, texts, at, attempt = 1 }: DeskEvent, who: string): string {
    const about = { who, when: at ? soon(at) : '', attempt };
    if (code === 'finished' && reason) {
      return t('followUpEvent.finishedWith', { ...about, reason: resultWords(reason, texts) });
    }
    if (code === 'callbackDue' && attempt > 1) return t('followUpEvent.callbackDueAgain', about);
    if (code !== 'callbackTried') return t(`followUpEvent.${code}`, about);
    const how = attemptResults.find((one) => one === reason) ?? 'noAnswer';
    const words = at ? ('followUpEvent.callbackTriedAgain' as const) : ('followUpEvent.callbackTried' as const);
    return t(words, { ...about, reason: t(`followUp.results.${how}`) });
  }
}

const ofFollowUps = [
  'finished',
  'callbackPlanned',
  'callbackMoved',
  'callbackCancelled',
  'callbackDue',
  'callbackTried',
  'callbackEnded',
  'reminderPlanned',
  'reminderMoved',
  'reminderCancelled',
  'reminderDue',
  'reminderEnded',
] as const satisfies DeskEvent['code'][];
type FollowUpCode = (typeof ofFollowUps)[number];

function isOfFollowUp(code: DeskEvent['code']): code is FollowUpCode {
  return ofFollowUps.some((one) => one === code);
}

/** How a call went, as the contract names it. */
const attemptResults = ['reached', 'noAnswer', 'busy', 'voicemail', 'wrongNumber', 'done'] as const;
