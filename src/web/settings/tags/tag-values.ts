import { contrast, inkOn, leastContrast } from '#contract/contrast.ts';
import type { Tag, TagInput, TagRule, TagRuleInput } from '#contract/tag.ts';

/** A tag as its form holds it. */
export interface TagValues {
  name: string;
  coloured: boolean;
  ground: string;
  /** Empty: black or white, whichever reads better. */
  ink: string;
  retired: boolean;
}

export const newTag: TagValues = { name: '', coloured: false, ground: '#2b5bd7', ink: '', retired: false };

/** A tag as the form shows it. */
export function valuesOfTag({ name, ground, ink, retired }: Tag): TagValues {
  const own = ground !== null && ink !== null && ink !== inkOn(ground) ? ink : '';
  return { name, coloured: ground !== null, ground: ground ?? newTag.ground, ink: own, retired };
}

/** What the API is told. */
export function tagInputOf({ name, coloured, ground, ink, retired }: TagValues): TagInput {
  return { name: name.trim(), ground: coloured ? ground : null, ink: (coloured && ink) || null, retired };
}

/** Whether its own ink reads on its ground. */
export function isReadable({ coloured, ground, ink }: TagValues): boolean {
  return !coloured || !ink || contrast(ground, ink) >= leastContrast;
}

/** A rule as its form holds it. */
export interface RuleValues {
  tag: string;
  /** One on each line. */
  words: string;
  match: TagRule['match'];
  channels: string[];
  enabled: boolean;
}

export const newRule: RuleValues = { tag: '', words: '', match: 'word', channels: [], enabled: true };

export function valuesOfRule({ tag, words, match, channels, enabled }: TagRule): RuleValues {
  return { tag, words: words.join('\n'), match, channels: channels.toSorted(), enabled };
}

export function ruleInputOf({ tag, words, ...same }: RuleValues): TagRuleInput {
  return { ...same, tag: tag.trim(), words: wordsIn(words) };
}

/** What is wrong with a rule, by its fields, as codes; empty when it may be saved. */
export function wrongWithRule({ tag, words }: RuleValues): { tag?: 'noTag'; words?: 'noWords' | 'shortWord' } {
  const all = wordsIn(words);
  return {
    ...(!tag.trim() && { tag: 'noTag' }),
    ...(all.length === 0 ? { words: 'noWords' } : all.some((word) => word.length < 2) && { words: 'shortWord' }),
  };
}

function wordsIn(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);
}
