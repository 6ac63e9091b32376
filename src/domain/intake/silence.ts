import { endingAsDelivered } from '#contract/silence.ts';
import type { LoadedChannel } from './load-channel.ts';

/** What says after how long a silence a conversation is over. */
export type Silence = Pick<LoadedChannel, 'kind'> & { settings: Pick<LoadedChannel['settings'], 'silenceMinutes'> };

/**
 * Conversations of a channel whose last words are from before this are over (R-DSK-2): a message that is older when it arrives belongs to one that is; one that is
 * silent for so long is closed by the clock (conversations/desk/close-silent.ts).
 */
export function silentSince({ kind, settings }: Silence, now = new Date()): Date {
  const minutes = settings.silenceMinutes ?? endingAsDelivered(kind).silenceMinutes;
  return new Date(now.getTime() - minutes * 60_000);
}
