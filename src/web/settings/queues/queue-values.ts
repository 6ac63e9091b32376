import type { Queue, QueueInput } from '#contract/queue-routes.ts';
import {
  type EndingValues,
  type EndingWrong,
  endingInput,
  endingOf,
  newEnding,
  wrongEnding,
} from './queue-ending-values.ts';
import { isTalkWhole, type QueueTalkValues, talkInput, talkOf } from './queue-talk-values.ts';

/** A queue as its form holds it; times in minutes, as written. */
export interface QueueValues extends EndingValues, QueueTalkValues {
  name: string;
  readers: Queue['readers'];
  routing: Queue['routing'];
  warnAfter: string;
  limitAfter: string;
  members: string[];
}

/** A new queue as it is delivered. */
export const newQueue: QueueValues = {
  name: '',
  readers: 'members',
  routing: 'take',
  warnAfter: '2',
  limitAfter: '5',
  ...newEnding,
  ...talkOf({ hours: null, replies: {} }),
  members: [],
};

/** A queue as the form shows it. */
export function valuesOf(queue: Queue): QueueValues {
  const { warnAfter, limitAfter, members, name, readers, routing } = queue;
  return {
    name,
    readers,
    routing,
    ...endingOf(queue),
    ...talkOf(queue),
    warnAfter: minutes(warnAfter),
    limitAfter: minutes(limitAfter),
    members: members.toSorted(),
  };
}

/** What the API is told. */
export function inputOf(values: QueueValues): QueueInput {
  const { name, warnAfter, limitAfter, ...same } = values;
  return {
    ...same,
    ...endingInput(values),
    ...talkInput(values),
    name: name.trim(),
    warnAfter: secondsIn(warnAfter) ?? 0,
    limitAfter: secondsIn(limitAfter) ?? 0,
  };
}

/** What is wrong with a form, by its fields, as codes; empty when it may be saved. */
export function wrongWith({ name, warnAfter, limitAfter, ...ending }: QueueValues): QueueWrong {
  const warn = secondsIn(warnAfter);
  const limit = secondsIn(limitAfter);
  return {
    ...wrongEnding(ending),
    ...(!isTalkWhole(ending) && { talk: true as const }),
    ...(!name.trim() && { name: 'noName' }),
    ...((warn === null || warn > 86_400) && { warnAfter: 'badWarn' }),
    ...(limit === null || limit > 604_800
      ? { limitAfter: 'badLimit' }
      : warn !== null && warn > limit && { limitAfter: 'limitBeforeWarn' }),
  };
}

export interface QueueWrong extends EndingWrong {
  name?: 'noName';
  warnAfter?: 'badWarn';
  limitAfter?: 'badLimit' | 'limitBeforeWarn';
  /** Shown where it is. */
  talk?: true;
}

/** Seconds as minutes in the reader's writing: 90 is 1.5. */
export function minutes(seconds: number): string {
  return String(Number((seconds / 60).toFixed(2)));
}

/** Minutes as somebody writes them (1.5, 1,5) in whole seconds; null when it is no number. */
export function secondsIn(text: string): number | null {
  const written = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/u.test(written) ? Math.round(Number(written) * 60) : null;
}
