import type { TagRule } from '#contract/tag.ts';
import { words } from '#contract/words.ts';

/** A rule ready to be matched: its words folded and cut as those of texts are. */
export interface ReadyRule {
  tag: string;
  match: TagRule['match'];
  words: { given: string; folded: string[] }[];
}

/** Makes a rule ready, once for many messages. */
export function readyRule({ tag, match, words: given }: Pick<TagRule, 'tag' | 'match' | 'words'>): ReadyRule {
  return { tag, match, words: given.map((one) => ({ given: one, folded: words(one) })) };
}

/**
 * The tags that rules set for a text, each with the words that hit it, as the rules spell them. Case, accents and punctuation make no difference.
 * `word`: each of its words stands in the text, in any order; `phrase`: side by side; `part`: side by side, where the first may begin before it
 * and the last may go on after it.
 */
export function ruleHits(rules: ReadyRule[], ...texts: (string | null | undefined)[]): Map<string, string[]> {
  const hits = new Map<string, string[]>();
  if (rules.length === 0) return hits;
  const said = texts.map((text) => words(text ?? ''));
  for (const rule of rules) {
    for (const { given, folded } of rule.words) {
      if (folded.length === 0 || !said.some((text) => matches[rule.match](text, folded))) continue;
      hits.set(rule.tag, [...(hits.get(rule.tag) ?? []), given]);
    }
  }
  return hits;
}

const matches: Record<TagRule['match'], (text: string[], asked: string[]) => boolean> = {
  word: (text, asked) => asked.every((word) => text.includes(word)),
  phrase: (text, asked) => ` ${text.join(' ')} `.includes(` ${asked.join(' ')} `),
  part: (text, asked) => text.join(' ').includes(asked.join(' ')),
};
