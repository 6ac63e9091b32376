import { type AutomaticReplies, automaticVariables, type Occasion } from '#contract/automatic-replies.ts';
import type { Queue } from '#contract/queue-routes.ts';
import { variablesIn } from '#contract/template-variables.ts';
import type { Hours } from '#contract/workspace-settings.ts';
import { areWhole, readHours } from '../hours/hours-values.ts';

type Language = 'en' | 'cs';

/** The hours of a queue and what it says by itself, as its form holds them. */
export interface QueueTalkValues {
  /** null: those of the workspace. */
  hours: Hours | null;
  replies: Record<Occasion, Record<Language, string>>;
}

/** As the form shows them. */
export function talkOf({ hours, replies }: Pick<Queue, 'hours' | 'replies'>): QueueTalkValues {
  const texts = (occasion: Occasion) => ({ en: replies[occasion]?.en ?? '', cs: replies[occasion]?.cs ?? '' });
  return {
    hours,
    replies: { closed: texts('closed'), greeting: texts('greeting'), waiting: texts('waiting') },
  };
}

/** What the API is told: texts that are empty are left out. */
export function talkInput({ hours, replies }: QueueTalkValues): Pick<Queue, 'hours' | 'replies'> {
  const said: AutomaticReplies = {};
  for (const occasion of ['closed', 'greeting', 'waiting'] as const) {
    const [en, cs] = [replies[occasion].en.trim(), replies[occasion].cs.trim()];
    if (en || cs) said[occasion] = { ...(en && { en }), ...(cs && { cs }) };
  }
  return { hours: hours && readHours(hours), replies: said };
}

/** The first variable of a text that cannot be filled in by itself; undefined for none. */
export function badVariable(text: string): string | undefined {
  return variablesIn(text).find((name) => !(automaticVariables as readonly string[]).includes(name));
}

/** Whether it can be saved. */
export function isTalkWhole({ hours, replies }: QueueTalkValues): boolean {
  return areWhole(hours) && Object.values(replies).every(({ en, cs }) => !badVariable(en) && !badVariable(cs));
}
