/**
 * Letters beyond ASCII by language, the commonest first. What a text reads like tells its encoding: only the right one makes of its bytes letters
 * that stand together in a language.
 */
const languages = {
  cs: 'íáéěýřčžšůúňóťď',
  sk: 'áíéčýžúšľťóňôďäĺŕ',
  pl: 'łóążęśćńź',
  hu: 'áéőöóüűúí',
  sl: 'čžšćđ',
  ro: 'ăîâşţ',
  de: 'äüöß',
  fr: 'éèêàçôîâûëïœùü',
  es: 'óíáéñúü',
  pt: 'ãçáéíóúõâêôà',
  it: 'èàòùìé',
  nordic: 'åäöøæé',
  ru: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё',
  uk: 'оаиниівтеркслумдпязьбгйчхцїжєюшфщґ',
  bg: 'аеоиитнсрвлдкпмзъягбучйшжхцщюфь',
} as const;

const unknown = -6;
const strange = -12;

/**
 * How well a text reads in the best of the languages, per character beyond ASCII: 0 is best. Signs inside words, controls and letters of no language
 * tell against it.
 */
export function readsLike(text: string): number {
  const letters = [...text.toLowerCase()]
    .map((letter, place) => ({ letter, place }))
    .filter(({ letter }) => letter > '\u007f');
  if (letters.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const { letter, place } of letters) {
    const name = /\p{L}/u.test(letter)
      ? letter
      : isControl(letter)
        ? 'control'
        : isInWord(text, place)
          ? 'inWord'
          : 'sign';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Math.max(...Object.values(languages).map((alphabet) => scoreIn(alphabet, counts))) / letters.length;
}

function scoreIn(alphabet: string, counts: Map<string, number>): number {
  let score = 0;
  for (const [letter, count] of counts) {
    if (letter === 'control') score += 2 * strange * count;
    else if (letter === 'inWord') score += strange * count;
    else if (letter === 'sign') score += (unknown / 3) * count;
    else {
      const place = alphabet.indexOf(letter);
      score += (place < 0 ? unknown : -Math.log(place + 2)) * count;
    }
  }
  return score;
}

function isControl(letter: string): boolean {
  return /[\u0080-\u009f\ufffd]/.test(letter);
}

function isInWord(text: string, place: number): boolean {
  return /\p{L}/u.test(text[place - 1] ?? ' ') || /\p{L}/u.test(text[place + 1] ?? ' ');
}
