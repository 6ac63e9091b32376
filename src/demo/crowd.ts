import type { ChannelName } from './company.ts';
import { czech } from './crowd-czech.ts';
import { english } from './crowd-english.ts';
import { cities, days, type SmallTalk, streets } from './crowd-words.ts';
import type { Chat, Person, Story, When } from './tell.ts';

/** Somebody of the crowd, with their town and their stories. */
export interface Stranger {
  person: Person;
  city: string;
  stories: Story[];
}

type Random = () => number;

/** People with a short history each, so that the directory is worth scrolling. The same number makes the same people. */
export function crowd(count: number): Stranger[] {
  const random = randomOf(20_260);
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, n) => stranger(n, random, taken));
}

function stranger(n: number, random: Random, taken: Set<string>): Stranger {
  const language = random() < 0.62 ? 'cs' : 'en';
  const name = nameOf(language, random);
  const person = personOf(name, n, random, taken);
  const on = pick(random, weighted);
  const words = language === 'cs' ? czech : english;
  const times = random() < 0.7 ? 1 : random() < 0.75 ? 2 : 3;
  const when = Array.from({ length: times }, () => Math.floor(2 + random() ** 2 * 700)).sort((a, b) => b - a);
  const stories = when.map((ago, place) => {
    const again = place > 0 && random() < 0.35 ? pick(random, ['phone', 'zone', on] as const) : on;
    const time: When = `${ago} d ${8 + Math.floor(random() * 10)}:${10 + Math.floor(random() * 50)}`;
    return storyOf(
      `crowd-${n}-${place}`,
      again,
      person,
      time,
      filled(pick(random, words.talks), language, random),
      random,
    );
  });
  return { person, city: pick(random, cities), stories };
}

/** Channels by how much they are used. */
const weighted: ChannelName[] = (
  [
    ['info', 6],
    ['invoices', 6],
    ['webchat', 4],
    ['whatsapp', 7],
    ['phone', 3],
    ['facebook', 4],
    ['viber', 3],
    ['telegram', 2],
    ['instagram', 2],
    ['apple', 1],
    ['vk', 1],
    ['zone', 3],
  ] as const
).flatMap(([channel, times]) => Array.from({ length: times }, () => channel));

function nameOf(language: 'cs' | 'en', random: Random): string {
  const isWoman = random() < 0.5;
  if (language === 'en')
    return `${pick(random, isWoman ? english.women : english.men)} ${pick(random, english.surnames)}`;
  const surname = pick(random, czech.surnames)[isWoman ? 0 : 1];
  return `${pick(random, isWoman ? czech.women : czech.men)} ${surname}`;
}

function personOf(name: string, n: number, random: Random, taken: Set<string>): Person {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.');
  const email = taken.has(plain) ? `${plain}${n}` : plain;
  taken.add(email);
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  return {
    name,
    email: `${email}@example.${pick(random, ['cz', 'com', 'org'])}`,
    phone: `+420 ${pick(random, ['601', '602', '605', '608', '721', '732', '775'])} ${digits(3)} ${digits(3)}`,
    customer: String(7_800_000 + n * 7),
    facebook: `74${digits(11)}`,
    instagram: `1784${digits(11)}`,
    telegram: `5${digits(8)}`,
    apple: `urn:mbid:AQAAY${digits(12)}`,
    vk: `2${digits(8)}`,
  };
}

function storyOf(id: string, on: ChannelName, person: Person, when: When, talk: SmallTalk, random: Random): Story {
  const { queue, subject, lines } = talk;
  if (on === 'info' || on === 'invoices' || on === 'complaints') {
    const mails = lines.slice(0, 4).map((line) => {
      const [, by, said] = /^(eva|petra|martin): (.+)$/.exec(line) ?? [];
      return {
        from: (by as 'eva' | undefined) ?? person,
        text: said ?? `${line}\n\n${person.name}`,
        after: `${1 + Math.floor(random() * 20)} h` as const,
      };
    });
    return { id, on, when, queue, subject, mails };
  }
  if (on === 'phone') {
    if (random() < 0.25)
      return { id, on, when, queue, with: person, state: 'missed', waited: 20 + Math.floor(random() * 90) };
    const operator =
      ({ eva: 'eva', petra: 'petra', martin: 'martin' } as const)[/^\w+(?=: )/.exec(lines[1] ?? '')?.[0] as 'eva'] ??
      'petra';
    return {
      id,
      on,
      when,
      queue,
      with: person,
      state: 'ended',
      operator,
      seconds: 60 + Math.floor(random() * 400),
      waited: Math.floor(random() * 90),
      transcript: lines,
    };
  }
  const chat: Chat = { id, on, when, queue, with: person, lines };
  if (on === 'webchat') return random() < 0.3 ? chat : { ...chat, form: ['name', random() < 0.6 ? 'email' : 'phone'] };
  return on === 'zone' ? { ...chat, form: ['email', 'phone'] } : chat;
}

function filled(talk: SmallTalk, language: 'cs' | 'en', random: Random): SmallTalk {
  const amount = `${1 + Math.floor(random() * 4)}${language === 'cs' ? ' ' : ','}${100 + Math.floor(random() * 89) * 10} Kč`;
  const gaps: Record<string, string> = {
    street: pick(random, streets),
    number: String(10_000 + Math.floor(random() * 89_999)),
    amount,
    day: pick(random, days[language]),
  };
  return { ...talk, lines: talk.lines.map((line) => line.replace(/\{(\w+)\}/g, (_, gap: string) => gaps[gap] ?? '')) };
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** Mulberry32: small, and the same everywhere. */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
