import { fold } from '#contract/fold.ts';
import type { Queue } from '#contract/queue-routes.ts';
import type { QueueResult } from '#contract/wrap-up.ts';

/** A result as the form of its queue holds it. */
export interface ResultValues {
  /** Of the row, while the form is open. */
  row: string;
  /** As the store has it; empty for a new one. */
  key: string;
  en: string;
  cs: string;
}

/** What a queue asks for when a conversation ends, as its form holds it (R-DSK-3). */
export interface EndingValues {
  wrapUp: boolean;
  wrapSeconds: string;
  results: ResultValues[];
  requires: Queue['requires'];
}

/** As it is delivered. */
export const newEnding: EndingValues = {
  wrapUp: false,
  wrapSeconds: '60',
  results: [],
  requires: { parameters: [], tag: false },
};

/** As the form shows it. */
export function endingOf({ wrapUp, wrapSeconds, results, requires }: Queue): EndingValues {
  const rows = results.map(({ key, texts }) => ({ row: key, key, en: texts.en, cs: texts.cs ?? '' }));
  return { wrapUp, wrapSeconds: String(wrapSeconds), results: rows, requires };
}

/** What the API is told. A new result has a key of its English words, so that it reads in reports. */
export function endingInput({ wrapUp, wrapSeconds, results, requires }: EndingValues) {
  const kept: QueueResult[] = [];
  for (const { key, en, cs } of results) {
    const texts = { en: en.trim(), ...(cs.trim() && { cs: cs.trim() }) };
    const taken = [...kept, ...results].map((one) => one.key);
    kept.push({ key: key || freeKey(en, taken), texts });
  }
  return { wrapUp, wrapSeconds: Number(wrapSeconds), results: kept, requires };
}

/** What is wrong with it, as codes; empty when it may be saved. */
export function wrongEnding({ wrapSeconds, results }: EndingValues): EndingWrong {
  const seconds = /^\d+$/u.test(wrapSeconds.trim()) ? Number(wrapSeconds) : Number.NaN;
  return {
    ...(!(seconds <= 3_600) && { wrapSeconds: 'badSeconds' }),
    ...(results.some(({ en }) => en.trim() === '') && { results: 'noWords' }),
  };
}

export interface EndingWrong {
  wrapSeconds?: 'badSeconds';
  results?: 'noWords';
}

function freeKey(words: string, taken: string[]): string {
  const stem =
    fold(words)
      .replace(/[^a-z0-9]+/gu, '-')
      .replace(/^-+|-+$/gu, '')
      .slice(0, 50) || 'result';
  let key = stem;
  for (let number = 2; taken.includes(key); number++) key = `${stem}-${number}`;
  return key;
}
