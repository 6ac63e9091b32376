import dataUrl from 'emojibase-data/en/data.json?url';
import type { EmojiData } from 'frimousse';
import { fold } from '#contract/fold.ts';
import { czechEmoji } from './czech-emoji.ts';

/** The newest version whose pictures devices of the last years have. */
const newest = 15;

/** Groups of the data in their order; components, which stand alone nowhere, are left out. */
export const emojiGroups = [
  [0, 'smileys'],
  [1, 'people'],
  [3, 'nature'],
  [4, 'food'],
  [5, 'travel'],
  [6, 'activities'],
  [7, 'things'],
  [8, 'symbols'],
  [9, 'flags'],
] as const;

export const skinTones = ['none', 'light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;
export type SkinTone = (typeof skinTones)[number];

interface GivenEmoji {
  emoji: string;
  label: string;
  group?: number;
  version: number;
  tags?: string[];
  skins?: { emoji: string; tone: number | number[] }[];
}

/**
 * The emoji with their names, from our own server. Czech has groups in its words, and names and words to search by of those that people use most; the
 * others have the English ones.
 */
export async function emojiData(
  language: 'en' | 'cs',
  words: { group: (name: (typeof emojiGroups)[number][1]) => string; tone: (tone: SkinTone) => string },
): Promise<EmojiData> {
  const answer = await fetch(dataUrl);
  if (!answer.ok) throw new Error(`The emoji were not found: ${answer.status}.`);
  const given = (await answer.json()) as GivenEmoji[];
  const known = new Map<number, string>(emojiGroups);
  const emojis = given
    .filter(({ group, version }) => group !== undefined && known.has(group) && version <= newest)
    .map(({ emoji, label, group = 0, version, tags = [], skins }) => {
      const czech = language === 'cs' ? czechEmoji[emoji.replace('\ufe0f', '')] : undefined;
      const [name = label, ...more] = czech?.split(', ') ?? [];
      const searched = [...tags, ...(czech ? [label, ...more, fold(czech)] : [])];
      return {
        emoji,
        category: group,
        label: name,
        version,
        tags: searched,
        ...(skins && { skins: ofTones(skins, emoji) }),
      };
    });
  return {
    locale: language,
    emojis,
    categories: emojiGroups.map(([index, name]) => ({ index, label: words.group(name) })),
    skinTones: {
      light: words.tone('light'),
      'medium-light': words.tone('medium-light'),
      medium: words.tone('medium'),
      'medium-dark': words.tone('medium-dark'),
      dark: words.tone('dark'),
    },
  };
}

/** Of those with two people only the ones in which both have the same tone. */
function ofTones(skins: NonNullable<GivenEmoji['skins']>, usual: string) {
  const of = (tone: number) => skins.find((skin) => skin.tone === tone)?.emoji ?? usual;
  return { light: of(1), 'medium-light': of(2), medium: of(3), 'medium-dark': of(4), dark: of(5) };
}
