import { type Company, channelKinds, products } from './company.ts';
import { conversationTables, conversationWriter } from './conversation-rows.ts';
import type { RowSink } from './copy-in.ts';
import type { Listener } from './message-text.ts';
import { towns } from './name-lists.ts';
import { personOf, richProfile, segments, tagsOf } from './person.ts';
import { familiesOf } from './plan-merges.ts';
import type { Plan } from './planned.ts';
import type { Facts } from './types.ts';
import { customerNumber } from './values.ts';
import { knownTerms, stoppedFrom, wordOf } from './vocabulary.ts';

const sampled = 300;
/** From which number on words are rare: at the largest size such a word is in some hundred messages, at the smallest in one or two. */
const rareFrom = 60_000;

/** What is there to be found, told from the plan. */
export function factsOf(plan: Plan, company: Company): Facts {
  const { size, heavy, toMerge } = plan;
  const { readers, queues, channels } = company;
  return {
    people: peopleOf(plan),
    heavy: heavy.map((id, n) => ({ id, entries: size.heavy[n] ?? 0 })),
    toMerge: { ids: toMerge, entries: size.toMerge },
    operators: { all: readers.all.id, three: readers.three.id, one: readers.one.id, none: readers.none.id },
    operatorWithHidden: readers.withoutHidden.id,
    words: { ...knownTerms(plan.seed), ...heard(plan, company) },
    tags: { common: tagsOf().slice(0, 8), rare: tagsOf().slice(120, 180) },
    parameters: {
      attributes: {
        common: [...towns.slice(0, 6).map((town) => `city:${town}`), 'language:cs', `segment:${segments[0]}`],
        rare: towns.slice(150, 200).map((town) => `city:${town}`),
      },
      has: ['email', 'phone', 'whatsapp', 'custom:customer_no', 'telegram'],
      channels: channelKinds,
      conversations: [
        { name: 'product', values: products },
        { name: 'branch', values: Array.from({ length: 40 }, (_, n) => `B${n + 1}`) },
      ],
    },
    queues,
    channels: channels.map(({ id, kind }) => ({ id, kind })),
  };
}

/** Cards with a value of every kind, spread evenly over all. */
function peopleOf(plan: Plan): Facts['people'] {
  const person = personOf(plan.seed);
  const families = familiesOf(plan);
  const special = new Set([...plan.heavy, ...plan.toMerge]);
  const people: Facts['people'] = [];
  for (let n = 0; n < sampled; n++) {
    let id = Math.max(1 + Math.floor((n * plan.size.contacts) / sampled), (people.at(-1)?.id ?? 0) + 1);
    const isPlain = () =>
      plan.profile[id] === richProfile &&
      plan.survivor[id] === id &&
      !families.has(id) &&
      plan.lastContact[id] &&
      !special.has(id);
    const end = Math.min(plan.size.contacts, id + 200);
    while (id < end && !(isPlain() && person(id, richProfile).name)) id++;
    if (id >= end) continue;
    const { name, values } = person(id, richProfile);
    const value = (kind: string) => values.find((one) => one.kind === kind)?.key ?? '';
    people.push({ id, name: name ?? '', email: value('email'), phone: value('phone'), externalId: customerNumber(id) });
  }
  return people;
}

/** Words that some conversations do say, evenly from all of the time: they are written once more, for nobody, and listened to. */
function heard(plan: Plan, company: Company): Pick<Facts['words'], 'rare' | 'stopped' | 'orderNumber'> {
  const rare = new Set<string>();
  const stopped = new Set<string>();
  const orders = new Set<string>();
  const listener: Listener = {
    word(language, n) {
      if (n >= stoppedFrom) stopped.add(wordOf(language, n));
      else if (n >= rareFrom) rare.add(wordOf(language, n));
    },
    order: (order) => orders.add(order),
  };
  const nowhere: RowSink = { write: () => {}, room: async () => {}, end: async () => 0 };
  const tables = Object.keys(conversationTables) as (keyof typeof conversationTables)[];
  const sinks = Object.fromEntries(tables.map((table) => [table, nowhere])) as Record<(typeof tables)[number], RowSink>;
  const write = conversationWriter(plan, company, sinks, listener);
  const { conversations } = plan.size;
  const step = Math.max(1, Math.floor(conversations / 6_000));
  for (let n = 0; n < conversations; n += step) write(n);
  const spread = (found: Set<string>, most: number) =>
    [...found].filter((_, n) => n % Math.max(1, Math.floor(found.size / most)) === 0).slice(0, most);
  return { rare: spread(rare, 60), stopped: spread(stopped, 60), orderNumber: spread(orders, 60) };
}
