import type { HistoryItem } from '#contract/history.ts';
import { findByIdentifier } from '#domain/contacts/find-by-identifier.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { readContext } from '#domain/contacts/read-context.ts';
import { waysToWrite } from '#domain/conversations/begin/ways-to-write.ts';
import type { HistoryFilter } from '#domain/history/history-filter.ts';
import { readHistory } from '#domain/history/read-history.ts';
import { listChannels } from '#domain/intake/list-channels.ts';
import { listColleagues } from '#domain/operators/presence.ts';
import { listKnownQueues } from '#domain/operators/queue-settings.ts';
import { type Asking, cardPlaces, placesOf, queuePlaces, tried, unlessRefused, type Way } from './asking.ts';
import {
  type Card,
  cardOf,
  cardRoot,
  isAdmin,
  isMemberOf,
  isRoot,
  knowsQueue,
  mayKnowOf,
  mayRead,
  rootOf,
  seesCard,
  takesPart,
} from './model.ts';
import { senderOf, sharedBy, sharedValue } from './world.ts';

/** Of each card that is seen, by its number. */
const ofEachCard = (
  seen: (asking: Asking, card: Card) => Promise<{ seen: unknown; raw?: unknown } | null>,
  told: (asking: Asking, card: Card) => unknown,
): Way => ({
  seen: async (asking) => {
    const all = [];
    const raw: unknown[] = [];
    for (const card of asking.world.cards) {
      const one = await seen(asking, card);
      raw.push(one?.raw);
      if (one) all.push([card.place, one.seen]);
    }
    return { seen: all, raw };
  },
  told: (asking) =>
    asking.world.cards
      .filter((card) => seesCard(asking.world, asking.who, card))
      .map((card) => [card.place, told(asking, cardRoot(asking.world, card.place))]),
});

/** What stands on the axis of a card: what was said with it, and where a value of it takes part; hidden where one may not read it. */
function onAxis({ world, who }: Asking, card: Card): [number, string][] {
  return world.talks.flatMap((talk) => {
    const isThere =
      isRoot(talk) && mayKnowOf(world, who, talk) && (cardOf(world, talk) === card || takesPart(world, card, talk));
    return isThere ? [[talk.place, mayRead(world, who, talk) ? 'conversation' : 'hidden']] : [];
  });
}

const axis = async (asking: Asking, card: Card, more: { q?: string } & HistoryFilter = {}) => {
  const raw = await unlessRefused(asking, (tx) => readHistory(tx, asking.actor, { id: card.id, limit: 100, ...more }));
  return raw && { seen: talksOn(asking, raw.items), raw };
};

function talksOn(asking: Asking, items: HistoryItem[]): [number, string][] {
  const seen = items.flatMap((item): [number, string][] =>
    item.type === 'change' ? [] : [[placesOf(asking, [item.id])[0] as number, kindOf(item)]],
  );
  return seen.toSorted(([a], [b]) => a - b);
}

/** What is hidden says who may be asked. */
function kindOf(item: HistoryItem): string {
  return item.type === 'hidden' && item.deciders.length === 0 ? 'hidden by nobody' : item.type;
}

/** The links and unlinks that stand on an axis by themselves, with the cards that they name. */
function linksAlone(asking: Asking, items: HistoryItem[]) {
  const { done } = asking.world;
  return items
    .flatMap((item) => {
      const n = done.findIndex(({ verb, changeId }) => verb === 'link' && changeId === item.id);
      return n < 0 || item.type !== 'change'
        ? []
        : [
            [
              n,
              cardPlaces(
                asking,
                item.items.map(({ contactId }) => contactId),
              ),
            ],
          ];
    })
    .toSorted(([a], [b]) => Number(a) - Number(b));
}

/** Under its conversation where that is on the axis and may be read; not at all where one may not know of that. */
function toldLinksAlone(asking: Asking, card: Card) {
  const { world, who } = asking;
  return world.done.flatMap(({ verb, cards, talks }, n) => {
    if (verb !== 'link') return [];
    const talk = rootOf(world, world.talks[talks[0]!]!);
    const isOn = cards.some((place) => cardRoot(world, place) === card);
    const isUnder = cardOf(world, talk) === card && mayRead(world, who, talk);
    const named = cards.filter((place) => seesCard(world, who, world.cards[place]!)).toSorted((a, b) => a - b);
    return isOn && !isUnder && mayKnowOf(world, who, talk) ? [[n, named]] : [];
  });
}

/** A card, its history, and how one can write to its client. */
export const openedCards: Record<string, Way> = {
  'a card and where its values came from': ofEachCard(
    async (asking, { id }) => {
      const raw = await unlessRefused(asking, (tx) => readContact(tx, asking.actor, id));
      if (!raw) return null;
      const seen = raw.identifiers.flatMap(({ value, source }) =>
        source.by === 'channel' ? [[value, source.name ?? null, placesOf(asking, [source.conversationId])]] : [],
      );
      return { seen: { id: cardPlaces(asking, [raw.id]), values: seen.toSorted() }, raw };
    },
    ({ world, who }, card) => ({
      id: [card.place],
      values: world.talks
        .flatMap((talk) => {
          const [own] = talk.values;
          const isOwn = talk.place !== 5 && own !== undefined && cardRoot(world, world.owners.get(own)!) === card;
          const name = mayKnowOf(world, who, talk) ? senderOf(talk.place) : null;
          return isOwn ? [[own, name, mayRead(world, who, talk) ? [talk.place] : []]] : [];
        })
        .toSorted(),
    }),
  ),
  'a card by a value': ofEachCard(
    async (asking, { place }) => {
      const value = `card${place}@example.com`;
      const raw = await unlessRefused(asking, (tx) => findByIdentifier(tx, asking.actor, { kind: 'email', value }));
      return raw && { seen: cardPlaces(asking, [raw.id]), raw };
    },
    (_, card) => [card.place],
  ),
  'the axis of a card': ofEachCard(
    async (asking, card) => {
      const found = await axis(asking, card);
      return found && { seen: [found.seen, linksAlone(asking, found.raw.items)], raw: found.raw };
    },
    (asking, card) => [onAxis(asking, card), toldLinksAlone(asking, card)],
  ),
  'all that a card opens with': ofEachCard(
    async (asking, { id }) => {
      const raw = await unlessRefused(asking, (tx) => readContext(tx, asking.actor, id));
      return raw && { seen: [cardPlaces(asking, [raw.contact.id]), talksOn(asking, raw.history.items)], raw };
    },
    (asking, card) => [[card.place], onAxis(asking, card)],
  ),
  'a value that stands on several cards': {
    seen: async (asking) => {
      const value = sharedValue;
      const { code, data } = await tried(asking, (tx) => findByIdentifier(tx, asking.actor, { kind: 'email', value }));
      const told = (data.contacts ?? []) as { id: number }[];
      return {
        seen: [
          code,
          cardPlaces(
            asking,
            told.map(({ id }) => id),
          ),
        ],
      };
    },
    told: ({ world, who }) => {
      const cards = new Set(sharedBy.map((place) => cardRoot(world, place)));
      const told = [...cards].filter((card) => seesCard(world, who, card)).map(({ place }) => place);
      return [told.length > 0 ? 'CONFLICT' : 'NOT_FOUND', told.toSorted((a, b) => a - b)];
    },
  },
  'the axis of a kind of channel': ofEachCard(
    (asking, card) => axis(asking, card, { channel: ['email'] }),
    (asking, card) => onAxis(asking, card).filter(([place]) => asking.world.talks[place]!.channel === 'email'),
  ),
  'the words of a history': ofEachCard(
    (asking, card) => axis(asking, card, { q: 'words' }),
    (asking, card) => onAxis(asking, card).filter(([, type]) => type !== 'hidden'),
  ),
  'the history of an operator': ofEachCard(
    (asking, card) => axis(asking, card, { operator: [asking.world.people[0]!.id] }),
    (asking, card) =>
      onAxis(asking, card).filter(([place, type]) => {
        const { assignee, tookPart } = asking.world.talks[place]!;
        return type !== 'hidden' && (assignee === 0 || tookPart.has(0));
      }),
  ),
  'the history of a tag': ofEachCard(
    (asking, card) => axis(asking, card, { tag: ['tag-bravo'] }),
    (asking, card) =>
      onAxis(asking, card).filter(
        ([place, type]) => type !== 'hidden' && asking.world.talks[place]!.tags.has('tag-bravo'),
      ),
  ),
  'the queues': {
    seen: async (asking) => {
      const raw = await asking.within((tx) => listKnownQueues(tx, asking.actor));
      return {
        seen: queuePlaces(
          asking,
          raw.items.map(({ id }) => id),
        ),
        raw,
      };
    },
    told: ({ world, who }) => world.queues.flatMap((_, place) => (knowsQueue(world, who, place) ? place : [])),
  },
  'the queues of channels': {
    seen: async (asking) => {
      const raw = await asking.within((tx) => listChannels(tx, asking.actor));
      return {
        seen: [
          ...new Set(
            queuePlaces(
              asking,
              raw.items.flatMap(({ queue }) => queue?.id ?? []),
            ),
          ),
        ],
        raw,
      };
    },
    told: ({ world, who }) => world.queues.flatMap((_, place) => (knowsQueue(world, who, place) ? place : [])),
  },
  'the queues of colleagues': {
    seen: async (asking) => {
      const { world, actor, within } = asking;
      const raw = await within((tx) => listColleagues(tx, actor));
      const away = raw.items.find(({ id }) => id === world.extras.away.id);
      return { seen: queuePlaces(asking, away?.queues ?? []), raw };
    },
    told: ({ world, who }) => world.queues.flatMap((_, place) => (knowsQueue(world, who, place) ? place : [])),
  },
  'the ways to write': ofEachCard(
    async (asking, { id }) => {
      const raw = await unlessRefused(asking, (tx) => waysToWrite(tx, asking.actor, { mail: true }, id));
      if (!raw) return null;
      const texts = new Set(
        raw.ways.flatMap(({ channel: { name } }) => (name.startsWith('Texts-') ? Number(name.at(-1)) : [])),
      );
      return {
        seen: {
          texts: [...texts].toSorted(),
          queues: queuePlaces(
            asking,
            raw.queues.map((queue) => queue.id),
          ),
        },
        raw,
      };
    },
    ({ world, who }, card) => {
      const all = world.queues.map((_, place) => place);
      const phones = [...world.owners].some(
        ([value, owner]) => value.startsWith('+') && cardRoot(world, owner) === card,
      );
      return {
        texts: phones ? all.filter((place) => knowsQueue(world, who, place)) : [],
        queues: all.filter((place) => isAdmin(who) || isMemberOf(world, who, place)),
      };
    },
  ),
};
