import { fold } from '#contract/fold.ts';
import { nameFamilies } from './short-forms.ts';

/** A word of a name, with what comparing it needs. */
export interface Token {
  readonly text: string;
  /** Which letters it has, as bits: words with very different letters need no closer look. */
  readonly letters: number;
  readonly families: readonly number[] | null;
}

/** One name cut into words: titles, legal forms and generation marks taken off. */
export interface NameParts {
  readonly given: string;
  readonly tokens: readonly Token[];
  /** Names a company, a shop, a thing: by a legal form, a trade, digits, or more than three words. */
  readonly organisation: boolean;
  /** `jr` or `sr`, in any of the usual spellings. */
  readonly generation: 'younger' | 'older' | null;
}

/** Cuts a name of a person or an organisation. Null when no word remains. */
export function nameParts(given: string, organisation = false): NameParts | null {
  const words = joinLetters(wordsOf(given));
  const bare = withoutForms(words);
  const generation = words.map((word) => generations[word]).find(Boolean) ?? null;
  const person = joinParticles(bare.filter((word) => !honorifics.has(word) && !generations[word]));
  const isOrganisation =
    organisation ||
    bare.length < words.length ||
    person.length > 3 ||
    person.some((word) => /\d/.test(word) || trades.has(word));
  const kept = isOrganisation || person.length === 0 ? bare : person;
  if (kept.length === 0) return null;
  return { given, tokens: kept.slice(0, 12).map(tokenOf), organisation: isOrganisation, generation };
}

/** Folded words of letters and digits; apostrophes and dots inside a word join (`o'brien`, `s.r.o.`). */
export function wordsOf(text: string): string[] {
  return fold(text)
    .replace(/['’`´ʼ]/g, '')
    .replace(/(?<=\p{L})\.(?=\p{L})/gu, (dot, place: number, whole: string) =>
      /(?:^|[^\p{L}])\p{L}$/u.test(whole.slice(0, place)) ? '' : dot,
    )
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

export function tokenOf(text: string): Token {
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) % 31);
  return { text, letters, families: nameFamilies(text) };
}

/** `s`, `r`, `o` at the end of a company's name are one legal form. */
function joinLetters(words: string[]): string[] {
  let from = words.length;
  while (from > 0 && words[from - 1]?.length === 1) from--;
  for (let start = from; start < words.length - 1; start++) {
    const form = words.slice(start).join('');
    if (start > 0 && legalForms.has(form)) return [...words.slice(0, start), form];
  }
  return words;
}

function withoutForms(words: string[]): string[] {
  let end = words.length;
  while (end > 1 && legalForms.has(words[end - 1] ?? '')) end--;
  const start = end > 1 && leadingForms.has(words[0] ?? '') ? 1 : 0;
  return words.slice(start, end);
}

/** `van der berg`, `de paoli`, `mc donald` are one word each: the parts come and go with the writer. */
function joinParticles(words: string[]): string[] {
  const joined: string[] = [];
  let waiting = '';
  for (const [place, word] of words.entries()) {
    if (place < words.length - 1 && (particles.has(word) || (place > 0 && laterParticles.has(word)))) waiting += word;
    else {
      joined.push(waiting + word);
      waiting = '';
    }
  }
  return joined;
}

const set = (words: string) => new Set(words.split(' '));
const honorifics = set(
  'mr mrs ms miss mx dr prof sir madam pan pani slecna ing mgr bc mudr judr rndr phdr paeddr thdr mvdr phd csc drsc mba dis doc herr frau md esq',
);
const generations: Record<string, 'younger' | 'older'> = {
  jr: 'younger',
  junior: 'younger',
  ml: 'younger',
  mladsi: 'younger',
  ii: 'younger',
  iii: 'younger',
  sr: 'older',
  senior: 'older',
  st: 'older',
  starsi: 'older',
};
const particles = set('de da di du del della la le van von der den ter mc mac o');
/** Words that are a name of their own in the first place. */
const laterParticles = set('al el bin ibn abu d st saint san santa zu');
const legalForms = set(
  'sro spol as vos ks zs ops sp zu se ltd limited llc llp lp plc inc incorporated corp corporation co company gmbh mbh ag kg ohg ug ev ek sa sas sarl srl spa snc bv nv vof oy oyj ab as aps kft zrt bt rt doo dd ooo oao zao pao ip spzoo pty pte pvt kk ltda',
);
const leadingForms = set('ooo oao zao pao ip firma spolecnost');
/** Words that name what a firm does and hardly a person. */
const trades = set(
  'restaurant restaurace ristorante trattoria pizzeria pizza cafe caffe kavarna bistro grill diner hospoda hostinec pub hotel motel penzion gasthaus deli delicatessen bakery pekarna boulangerie cukrarna catering kitchen jidelna pharmacy lekarna apotheke pharmacie clinic klinika hospital nemocnice ordinace dental school skola schule university univerzita institute ustav bank banka insurance pojistovna consulting services sluzby logistics logistika transport doprava motors autoservis garage garaze plumbing instalace elektro stavby stavebni construction truhlarstvi carpentry printing tiskarna books knihkupectvi florist kvetinarstvi store shop obchod prodejna supermarket center centre centrum club klub church farnost obec mesto urad association spolek verein druzstvo foundation nadace studio atelier agency agentura reality holding group',
);
