import type { MergePlan } from '#contract/merge.ts';
import { binContact } from '#domain/contacts/bin-contact.ts';
import { createContact } from '#domain/contacts/create-contact.ts';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { splitContact } from '#domain/contacts/split-contact.ts';
import { type Asking, cardPlaces, tried, type Way } from './asking.ts';
import {
  type Card,
  cardOf,
  cardRoot,
  isRoot,
  isSupervisor,
  key,
  mayKnowOf,
  mayRead,
  seesCard,
  talksOf,
} from './model.ts';
import { standing } from './seen-cards.ts';

const readsAll = ({ world, who }: Asking, cards: Card[]) =>
  cards.every((card) => talksOf(world, card).every((talk) => mayRead(world, who, talk)));
const isPerson = ({ who }: Asking) => who !== key;
const isSupervisorHere = (asking: Asking) => isPerson(asking) && isSupervisor(asking.who);

/** What a verb about cards comes to, without doing it. */
export const attemptsWithCards: Record<string, Way> = {
  'laying a card into the bin': {
    seen: async (asking) => {
      const seen = [];
      for (const { place, id } of standing(asking)) {
        const version = await versionOf(asking, id);
        seen.push([place, (await tried(asking, (tx) => binContact(tx, asking.actor, { id, version }))).code]);
      }
      return { seen };
    },
    told: (asking) =>
      standing(asking).map((card) => {
        if (!seesCard(asking.world, asking.who, card)) return [card.place, 'NOT_FOUND'];
        return [card.place, isSupervisorHere(asking) || readsAll(asking, [card]) ? 'done' : 'FORBIDDEN'];
      }),
  },
  'merging two cards': {
    seen: async (asking) => {
      const seen = [];
      const raw: MergePlan[] = [];
      for (const [one, other] of everyPair(asking)) {
        const { code } = await tried(asking, async (tx) => {
          raw.push(await mergeContacts(tx, asking.actor, { id: one.id, ids: [other.id], dryRun: true }));
        });
        const plan = code === 'done' ? raw.at(-1) : null;
        seen.push([one.place, other.place, code, plan?.conversations.map(({ count }) => count) ?? null]);
      }
      return { seen, raw };
    },
    told: (asking) => {
      const { world, who } = asking;
      return everyPair(asking).map(([one, other]) => {
        const pair = [one, other];
        if (!pair.every((card) => seesCard(world, who, card))) return [one.place, other.place, 'NOT_FOUND', null];
        if (!isSupervisorHere(asking) && !readsAll(asking, pair)) return [one.place, other.place, 'FORBIDDEN', null];
        const counts = pair.map(
          (card) => talksOf(world, card).filter((talk) => isRoot(talk) && mayKnowOf(world, who, talk)).length,
        );
        return [one.place, other.place, 'done', counts];
      });
    },
  },
  'splitting a card': {
    seen: async (asking) => {
      const { actor, world } = asking;
      const seen = [];
      for (const talk of world.talks) {
        const split = { id: cardOf(world, talk)?.id ?? 0, conversations: [talk.id] };
        seen.push([talk.place, (await tried(asking, (tx) => splitContact(tx, actor, split))).code]);
      }
      return { seen };
    },
    told: (asking) =>
      asking.world.talks.map((talk) => {
        const { world, who } = asking;
        const card = cardOf(world, talk);
        if (!isSupervisorHere(asking)) return [talk.place, 'FORBIDDEN'];
        if (!card || !seesCard(world, who, card)) return [talk.place, 'NOT_FOUND'];
        return [talk.place, isRoot(talk) && mayRead(world, who, talk) ? 'done' : 'INVALID'];
      }),
  },
  'making a card with a value of another': {
    seen: async (asking) => {
      const seen = [];
      for (const { place } of asking.world.cards) {
        const identifiers = [{ kind: 'email' as const, value: `card${place}@example.com` }];
        const { data } = await tried(asking, (tx) => createContact(tx, asking.actor, { name: 'New', identifiers }));
        seen.push([place, cardPlaces(asking, [(data.contact as { id: number } | undefined)?.id])]);
      }
      return { seen };
    },
    told: ({ world, who }) =>
      world.cards.map(({ place }) => {
        const owner = cardRoot(world, place);
        return [place, seesCard(world, who, owner) ? [owner.place] : []];
      }),
  },
  'taking a value of another card': {
    seen: async (asking) => {
      const seen = [];
      for (const { place } of asking.world.cards) {
        const identifiers = [{ kind: 'email' as const, value: `card${place}@example.com`, ifTaken: 'move' as const }];
        let isTaken = false;
        await tried(asking, async (tx) => {
          const { contact } = await createContact(tx, asking.actor, { name: 'New', identifiers });
          isTaken = contact.identifiers.some(({ state }) => state === 'owned');
        });
        seen.push([place, isTaken]);
      }
      return { seen };
    },
    told: ({ world, who }) => world.cards.map(({ place }) => [place, seesCard(world, who, cardRoot(world, place))]),
  },
};

function everyPair(asking: Asking): [Card, Card][] {
  const cards = standing(asking);
  return cards.flatMap((one, n) => cards.slice(n + 1).map((other): [Card, Card] => [one, other]));
}

async function versionOf({ within }: Asking, id: number): Promise<number> {
  const { version } = await within((tx) =>
    tx.selectFrom('contact').select('version').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return version;
}
