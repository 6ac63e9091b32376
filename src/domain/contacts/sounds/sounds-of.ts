import { cyrillicSounds } from './cyrillic-sounds.ts';
import { hangulSounds } from './hangul-sounds.ts';
import { latinSounds } from './latin-sounds.ts';
import { type Script, type Sound, scriptOf } from './sound.ts';

const readers: Record<Script, (word: string) => Sound[]> = {
  latin: latinSounds,
  cyrillic: cyrillicSounds,
  hangul: hangulSounds,
};

/** A word with its script and sounds; null for one in none of the scripts that are compared. */
export interface SpokenWord {
  script: Script;
  sounds: Sound[];
}

export function soundsOf(word: string): SpokenWord | null {
  const script = scriptOf(word);
  return script && { script, sounds: readers[script](word).slice(0, mostSounds) };
}

const mostSounds = 40;
