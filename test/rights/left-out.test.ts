import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ownDatabase } from '#test/support/own-database.ts';
import { everyWay, wrongWith } from './every-way.ts';
import { placesInSource, watch } from './left-out.ts';
import { isAdmin, key, type World } from './model.ts';
import { aTellingWorld } from './steps.ts';

vi.mock(import('#domain/operators/policy.ts'), async (original) => {
  const [real, { leavable }] = [await original(), await import('./left-out.ts')];
  const yes = () => sql<boolean>`true`;
  return {
    ...real,
    mayRead: leavable('mayRead', real.mayRead, yes),
    mayKnowOf: leavable('mayKnowOf', real.mayKnowOf, yes),
    maySeeContact: leavable('maySeeContact', real.maySeeContact, yes),
    seesEverything: leavable('seesEverything', real.seesEverything, () => true),
  };
});
vi.mock(import('#domain/contacts/directory-sight.ts'), async (original) => {
  const [real, { leavable }] = [await original(), await import('./left-out.ts')];
  const yes = () => sql<boolean>`true`;
  return {
    ...real,
    isShown: leavable('isShown', real.isShown, yes),
    extentSeen: leavable('extentSeen', real.extentSeen, () => sql<number>`2`),
    inSight: leavable('inSight', real.inSight, yes),
    lastContactSeen: leavable('lastContactSeen', real.lastContactSeen, () => sql<Date | null>`c.last_contact_at`),
  };
});
vi.mock(import('#domain/access/access-rows.ts'), async (original) => {
  const [real, { leavable }] = [await original(), await import('./left-out.ts')];
  return { ...real, mayDecide: leavable('mayDecide', real.mayDecide, () => sql<boolean>`true`) };
});

/** Places where the predicate left out alone tells nobody anything, since another one stands before or behind it: they are left out together. Without another: why nobody is told anything. */
const behindAnother: Record<string, string[] | string> = {
  'domain/access/answer-access.ts mayDecide 1': ['domain/access/answer-access.ts mayDecide 2'],
  'domain/contacts/lock-owners.ts maySeeContact': ['domain/contacts/taken-value.ts maySeeContact'],
  'domain/conversations/desk/desk-conversation.ts mayRead': ['domain/conversations/root-of.ts mayRead'],
  'domain/conversations/desk/redirect-conversation.ts mayKnowOf': ['domain/conversations/root-of.ts mayRead'], // who moved it there reads it no more
  'domain/history/history-conversations.ts maySeeContact': 'who reads a conversation sees its card',
  'domain/history/search-entries.ts mayRead 1': ['domain/history/search-everything.ts mayRead'],
  'domain/history/search-entries.ts mayRead 2': ['domain/history/search-everything.ts mayRead'],
  'domain/history/search-entries.ts seesEverything': ['domain/history/search-everything.ts mayRead'],
  'domain/history/search-everything.ts mayRead': ['domain/history/search-entries.ts mayRead 1'],
};

/** Places that no way comes by, with the reason. */
const elsewhere: Record<string, string> = {
  'domain/conversations/begin/ways-to-write.ts mayKnowOf 1':
    'for administrators, and programs without queues of their own',
  'domain/history/touched-cards.ts maySeeContact': 'what an undo touches: undo-change.test.ts',
  'domain/intake/routing/routing-rules.ts mayKnowOf 1': 'settings, of administrators',
  'domain/intake/routing/routing-rules.ts mayKnowOf 2': 'settings, of administrators',
  'domain/privacy/read-holds.ts maySeeContact': 'holds, of administrators',
  'domain/templates/fill-template.ts maySeeContact': 'who reads a conversation sees its card',
};

const database = ownDatabase();
let world: World;
/** By which ways, asked by whom, a place is met. An administrator sees everything anyway. */
const metBy = new Map<string, { who: number; name: string }[]>();
const everybody = Array.from({ length: key + 1 }, (_, who) => who);

beforeAll(async () => {
  world = await aTellingWorld(database);
}, 60_000);

describe('a predicate of rights that is left out of one query (R-HIS-5)', () => {
  it('is met by the ways that are asked, wherever it stands in the source', { timeout: 300_000 }, async () => {
    const wrong: unknown[] = [];
    for (const who of everybody) {
      for (const name of Object.keys(everyWay)) {
        watch.met.clear();
        wrong.push(...(await wrongWith(world, who, name)));
        if (isAdmin(who)) continue;
        for (const place of watch.met) metBy.set(place, [...(metBy.get(place) ?? []), { who, name }]);
      }
    }
    expect(wrong).toEqual([]);
    const inSource = placesInSource();
    expect(inSource.length).toBeGreaterThan(60);
    expect(inSource.filter((place) => !metBy.has(place)).toSorted()).toEqual(Object.keys(elsewhere).toSorted());
  });

  it('is caught, one after the other', { timeout: 300_000 }, async () => {
    const uncaught: string[] = [];
    for (const place of [...metBy.keys()].toSorted()) {
      const others = behindAnother[place];
      if (typeof others === 'string') continue;
      if (others && (await isCaught([place]))) uncaught.push(`${place} is caught alone by now`);
      if (!(await isCaught([place, ...(others ?? [])]))) uncaught.push(place);
    }
    expect(uncaught).toEqual([]);
  });
});

/** Whether somebody is told something else than the rules say, by the ways that come by these places, while the predicate is left out there. */
async function isCaught(places: string[]): Promise<boolean> {
  for (const place of places) watch.without.add(place);
  try {
    for (const { who, name } of places.flatMap((place) => metBy.get(place) ?? [])) {
      const wrong = await wrongWith(world, who, name).catch((error: unknown) => [String(error)]);
      if (wrong.length > 0) return true;
    }
    return false;
  } finally {
    watch.without.clear();
  }
}
