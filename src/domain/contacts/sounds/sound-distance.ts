import { isVowel, type Sound } from './sound.ts';

/**
 * How far two words are from each other by sound: 0 for the same, about 1 where they have nothing in common. Each sound is taken as that of its alternatives
 * which costs least; two sounds of one word may stand against one of the other that is written as both (`x` and `кс`).
 * @param isKorean one of them is in Korean letters, which leave out an r before consonants and at the end.
 * @returns infinity for more than `most`.
 */
export function soundDistance(one: Sound[], other: Sound[], isKorean: boolean, most: number): number {
  const length = Math.max(1, (one.length + other.length) / 2);
  const goneOnes = one.map((sound, place) => leaving(sound, one[place - 1], isKorean));
  const goneOthers = other.map((sound, place) => leaving(sound, other[place - 1], isKorean));
  let before: number[] = [];
  let above = [0];
  for (const gone of goneOthers) above.push((above.at(-1) ?? 0) + gone);
  for (const [row, sound] of one.entries()) {
    const gone = goneOnes[row] ?? 0;
    const earlier = one[row - 1];
    const now = [(above[0] ?? 0) + gone];
    let least = now[0] ?? 0;
    for (const [place, facing] of other.entries()) {
      const instead = (above[place] ?? 0) + changing(sound, facing);
      const shifted = Math.min((above[place + 1] ?? 0) + gone, (now[place] ?? 0) + (goneOthers[place] ?? 0));
      const previous = other[place - 1];
      const apart = previous ? (above[place - 1] ?? 0) + parting(sound, previous, facing) : Number.POSITIVE_INFINITY;
      const joined = earlier ? (before[place] ?? 0) + parting(facing, earlier, sound) : Number.POSITIVE_INFINITY;
      const best = Math.min(instead, shifted, apart, joined);
      now.push(best);
      if (best < least) least = best;
    }
    if (Math.min(least, ...above) > most * length) return Number.POSITIVE_INFINITY;
    before = above;
    above = now;
  }
  const far = (above.at(-1) ?? 0) / length;
  return far > most ? Number.POSITIVE_INFINITY : far;
}

/** What it costs to take the second, third … of a sound's alternatives. */
const unlikely = [0, 0.1, 0.14, 0.17, 0.2, 0.22, 0.24];
const much = 1.1;

/** The cost of a sound that the other word does not write. */
function leaving(sound: Sound, before: Sound | undefined, isKorean: boolean): number {
  const first = sound[0] ?? '';
  if (first === '=' || first === '') return 0.05;
  if (isVowel(sound)) return sound.includes('=') || sound.includes('') ? 0.12 : before && isVowel(before) ? 0.15 : 0.35;
  if (sound.includes('')) return 0.25;
  if (first === 'r') return isKorean ? 0.25 : 0.5;
  return first.includes(' ') ? 1.2 : 1;
}

/** The sounds of the tables are few: what two of them cost is reckoned once. */
const known = new WeakMap<Sound, WeakMap<Sound, number>>();

/** The cost of one sound for another. */
function changing(one: Sound, other: Sound): number {
  if (one === other) return 0;
  const costs = known.get(one) ?? new WeakMap<Sound, number>();
  known.set(one, costs);
  const cost = costs.get(other) ?? leastOf(one, (sound) => leastOf(other, (facing) => apart(sound, facing)));
  costs.set(other, cost);
  return cost;
}

/** The cost of a sound that stands as two of the other word. */
function parting(sound: Sound, first: Sound, second: Sound): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { cost, parts } of doublesOf(sound))
    least = Math.min(least, cost + changing(parts[0], first) + changing(parts[1], second));
  return least;
}

interface Double {
  cost: number;
  parts: [Sound, Sound];
}

const doubles = new WeakMap<Sound, Double[]>();
const single = new Map<string, Sound>();

/** Those alternatives of a sound that are two. */
function doublesOf(sound: Sound): Double[] {
  const found = doubles.get(sound);
  if (found) return found;
  const two = sound.flatMap((one, place) => {
    const [first, second, more] = one.split(' ');
    return first && second && !more
      ? [{ cost: unlikely[place] ?? 0.3, parts: [alone(first), alone(second)] as [Sound, Sound] }]
      : [];
  });
  doubles.set(sound, two);
  return two;
}

function alone(sound: string): Sound {
  const one = single.get(sound) ?? [sound];
  single.set(sound, one);
  return one;
}

/** The least cost over a sound's alternatives, that of taking each with it. */
function leastOf(sound: Sound, cost: (one: string) => number): number {
  return Math.min(...sound.map((one, place) => (unlikely[place] ?? 0.3) + cost(one)));
}

/** Sounds that are near each other, after place and manner of articulation. */
const near: Record<string, number> = Object.fromEntries(
  `b p .3, d t .3, g k .3, z s .2, zh sh .3, j ch .3, j zh .2, ts ch .3, ts s .3, ts z .3, s sh .3, z zh .3, z j .4, f v .3, v w .15, b v .4, p f .4, h k .4, h g .4,
   l r .4, m n .5, th t .3, th s .3, th f .4, d th .4, w u .15, u v .4, i j .2, a o .2, a e .25, e i .15, o u .15, i u .3, a i .35, a u .3, e o .25, e u .3, i o .35`
    .split(',')
    .flatMap((pair) => {
      const [one = '', other = '', cost = ''] = pair.trim().split(/\s+/);
      return [
        [`${one}-${other}`, Number(cost)],
        [`${other}-${one}`, Number(cost)],
      ];
    }),
);

function apart(one: string, other: string): number {
  if (one === other) return 0;
  if (one === '' || other === '')
    return one === '=' || other === '=' ? 0.05 : /^[aeiou]$/.test(one + other) ? 0.35 : much;
  if (one === '=' || other === '=') return /^[aeiou=]{2}$/.test(one + other) ? 0.2 : much;
  if (one.includes(' ') || other.includes(' ')) {
    const [ones, others] = [one.split(' '), other.split(' ')];
    if (ones.length === others.length)
      return ones.reduce((sum, part, place) => sum + apart(part, others[place] ?? ''), 0);
    const [short, long] = ones.length < others.length ? [ones, others] : [others, ones];
    // of two vowels one may be heard alone
    const spare = long.map((part) => (/^[aeiou]$/.test(part) ? 0.2 : 0.6));
    return Math.min(
      ...long.map(
        (part, place) => apart(short[0] ?? '', part) + spare.reduce((a, b) => a + b, 0) - (spare[place] ?? 0),
      ),
    );
  }
  return near[`${one}-${other}`] ?? (/^[aeiou]{2}$/.test(one + other) ? 0.35 : much);
}
