import { type Chance, chanceOf, kinds } from './chance.ts';
import { channelKinds, queueShares } from './company.ts';
import { profiles, richProfile } from './person.ts';
import { planMerges } from './plan-merges.ts';
import { extra, extrasOf, type Plan } from './planned.ts';
import type { Size } from './sizes.ts';

const day = 86_400_000;
/** The data begin so many days before they end: within the partitions, which reach back twelve years. */
const days = 1_095;
/** Cards that an import made before the first conversation. */
const imported = 0.3;
/** Messages in each conversation of a card with a long history. */
const together = 20;
const mostMessages = 60;

/** Draws up the plan: a second for a million cards and three million conversations. */
export function planOf(seed: number, size: Size, now: number): Plan {
  const plan = emptyPlan(seed, size, now);
  const chance = chanceOf(seed).of(kinds.plan, 0);
  setProfiles(plan, chance);
  planTimes(plan, chance);
  planClients(plan, chance);
  planLengths(plan, chance);
  planEnds(plan, chance);
  planMerges(plan);
  return plan;
}

function emptyPlan(seed: number, size: Size, now: number): Plan {
  const shared = (bytes: number, count: number) => new SharedArrayBuffer(bytes * count);
  const [cards, conversations] = [size.contacts + 1, size.conversations];
  const first = Math.floor(size.contacts * imported);
  const special = [...size.heavy, 0, 0].map((_, n) => 1 + Math.floor(first * ((n + 0.5) / (size.heavy.length + 2))));
  return {
    seed,
    now,
    size,
    profile: new Uint8Array(shared(1, cards)),
    born: new Int32Array(shared(4, cards)).fill(-1),
    createdAt: new Float64Array(shared(8, cards)),
    lastContact: new Float64Array(shared(8, cards)),
    survivor: new Int32Array(shared(4, cards)),
    mergedInto: new Int32Array(shared(4, cards)),
    mergedAt: new Float64Array(shared(8, cards)),
    contact: new Int32Array(shared(4, conversations)),
    firstAt: new Float64Array(shared(8, conversations)),
    lastAt: new Float64Array(shared(8, conversations)),
    messages: new Uint16Array(shared(2, conversations)),
    channel: new Uint8Array(shared(1, conversations)),
    queue: new Uint8Array(shared(1, conversations)),
    extras: new Uint8Array(shared(1, conversations)),
    runs: new Uint8Array(shared(1, conversations)),
    heavy: special.slice(0, size.heavy.length),
    toMerge: special.slice(size.heavy.length) as [number, number],
  };
}

function setProfiles(plan: Plan, chance: Chance): void {
  for (let id = 1; id <= plan.size.contacts; id++) {
    let luck = chance.next();
    let profile = 0;
    while (profile < profiles.length - 1 && luck >= (profiles[profile]?.share ?? 1))
      luck -= profiles[profile++]?.share ?? 0;
    plan.profile[id] = profile;
    plan.survivor[id] = id;
  }
  for (const id of [...plan.heavy, ...plan.toMerge]) plan.profile[id] = richProfile;
}

/** More and more of them, from six in the morning to ten at night. */
function planTimes({ size, now, firstAt }: Plan, chance: Chance): void {
  const begin = now - days * day;
  for (let n = 0; n < size.conversations; n++) {
    const place = ((n + chance.next()) / size.conversations) ** 0.8 * days;
    const whole = Math.floor(place);
    firstAt[n] = Math.floor(
      Math.min(begin + whole * day + 6 * 3_600_000 + (place - whole) * 16 * 3_600_000, now - 600_000),
    );
  }
}

/** Whoever wrote writes again, the more often the more they wrote, and new ones come; some visitors stay unknown. */
function planClients(plan: Plan, chance: Chance): void {
  const { size, contact, createdAt, born, firstAt } = plan;
  const reserved = reserve(plan);
  let known = Math.floor(size.contacts * imported);
  for (let id = 1; id <= known; id++) createdAt[id] = plan.now - days * day - Math.floor(chance.next() * day);
  const written = new Uint16Array(size.contacts + 1);
  const special = new Set([...plan.heavy, ...plan.toMerge]);
  for (let n = 0; n < size.conversations; n++) {
    const set = reserved.get(n);
    const isNew =
      !set && chance.happens(((size.contacts - known) / (size.conversations - n)) * 1.02) && known < size.contacts;
    let id = set ?? 0;
    if (isNew) {
      id = ++known;
      createdAt[id] = firstAt[n] as number;
      born[id] = n;
    } else if (!set && !chance.happens(0.03)) {
      id = (n > 0 && chance.happens(0.55) && contact[Math.floor(chance.next() * n)]) || 1 + chance.below(known);
      while (special.has(id) || (written[id] as number) > 300) id = 1 + chance.below(known);
    }
    contact[n] = id;
    written[id] = (written[id] as number) + 1;
    plan.channel[n] = channelFor(plan, id, chance);
    plan.queue[n] = byShare(queueShares, chance);
  }
  // those that nobody made by now an import brings at the end
  for (let id = known + 1; id <= size.contacts; id++) createdAt[id] = plan.now - chance.below(30 * day);
}

/** The conversations of cards with long histories, spread evenly over all. */
function reserve({ size, heavy, toMerge }: Plan): Map<number, number> {
  const wanted = [
    ...heavy.map((id, n) => ({ id, entries: size.heavy[n] ?? 0 })),
    ...toMerge.map((id) => ({ id, entries: size.toMerge })),
  ];
  const taken = new Map<number, number>();
  const all = wanted.flatMap(({ id, entries }) =>
    Array.from({ length: entries / together }, (_, n) => ({ id, at: (n + 0.5) / (entries / together) })),
  );
  all.sort((a, b) => a.at - b.at || a.id - b.id);
  for (const [n, { id }] of all.entries()) taken.set(Math.floor(((n + 0.5) * size.conversations) / all.length), id);
  return taken;
}

function channelFor({ profile }: Plan, id: number, chance: Chance): number {
  if (id === 0) return channelKinds.indexOf('webchat');
  const channels = profiles[profile[id] ?? 0]?.channels ?? [];
  const place = byShare(
    channels.map(([, share]) => share),
    chance,
  );
  return channelKinds.indexOf(channels[place]?.[0] ?? 'email');
}

function byShare(shares: number[], chance: Chance): number {
  let luck = chance.next();
  for (const [place, share] of shares.entries()) {
    luck -= share;
    if (luck < 0) return place;
  }
  return 0;
}

/** How many messages each has: mostly few, sometimes many; all entries together as many as wanted. */
function planLengths(plan: Plan, chance: Chance): void {
  const { size, messages, extras, contact } = plan;
  const special = new Set([...plan.heavy, ...plan.toMerge]);
  const ordinary: number[] = [];
  let left = size.entries;
  for (let n = 0; n < size.conversations; n++) {
    if (special.has(contact[n] as number)) {
      messages[n] = together;
      left -= together;
      continue;
    }
    ordinary.push(n);
    extras[n] = (chance.happens(0.03) ? extra.note : 0) | (chance.happens(0.05) ? extra.event : 0);
    left -= extrasOf(extras[n] as number);
  }
  const mean = left / ordinary.length - 1;
  for (const n of ordinary) {
    messages[n] = 1 + Math.min(mostMessages, Math.floor(-Math.log(1 - chance.next()) * (mean + 0.3)));
    left -= messages[n] as number;
  }
  for (let turn = 0; left !== 0; turn = (turn + 7) % ordinary.length) {
    const n = ordinary[turn] as number;
    if (left < 0 && messages[n] === 1) continue;
    messages[n] = (messages[n] as number) + Math.sign(left);
    left -= Math.sign(left);
  }
}

/** When each ends: a mail thread takes days, a chat minutes. */
function planEnds(plan: Plan, chance: Chance): void {
  const { size, now, firstAt, lastAt, messages, channel, contact, lastContact, runs } = plan;
  const mail = channelKinds.indexOf('email');
  const last = new Int32Array((size.contacts + 1) * channelKinds.length).fill(-1);
  for (let n = 0; n < size.conversations; n++) {
    const gap = channel[n] === mail ? 14 * 3_600_000 : 150_000;
    const gaps = (messages[n] as number) - 1;
    const begun = firstAt[n] as number;
    const took = gaps === 0 ? 0 : Math.max(gaps * 2_000, Math.floor(gaps * gap * (0.2 + chance.next())));
    lastAt[n] = gaps === 0 ? begun : Math.max(begun + gaps * 2_000, Math.min(begun + took, now - 600_000));
    const id = contact[n] as number;
    lastContact[id] = Math.max(lastContact[id] as number, lastAt[n] as number);
    const thread = id * channelKinds.length + (channel[n] as number);
    const before = last[thread] as number;
    if (before >= 0) runs[before] = 0;
    runs[n] = 1;
    last[thread] = n;
  }
}
