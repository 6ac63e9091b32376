import { countDesk } from '#domain/conversations/desk/count-desk.ts';
import { type ConversationFilter, listConversations } from '#domain/conversations/list-conversations.ts';
import { searchEverything } from '#domain/history/search-everything.ts';
import { type Asking, placesOf, those, type Way } from './asking.ts';
import {
  cardOf,
  cardRoot,
  isMine,
  isRoot,
  isWaitingFor,
  mayRead,
  newestOfEach,
  rootOf,
  type Talk,
  talksOf,
  times,
} from './model.ts';

/** A list of conversations: exactly those that one may read of what is asked for. */
const list = (
  filter: (asking: Asking) => Partial<ConversationFilter>,
  is: (asking: Asking, talk: Talk) => boolean,
): Way => ({
  seen: async (asking) => {
    const raw = await asking.within((tx) => listConversations(tx, asking.actor, { limit: 200, ...filter(asking) }));
    return {
      seen: placesOf(
        asking,
        raw.items.map(({ id }) => id),
      ),
      raw,
    };
  },
  told: (asking) =>
    those(asking, (talk) => isRoot(talk) && mayRead(asking.world, asking.who, talk) && is(asking, talk)),
});
const isListed = ({ place, state }: Talk) => place !== 6 || state !== 'closed'; // that one is marked as spam

/** The last contact of a card in conversations that began before this one: of the newest of each card that was merged into it. */
function contactBefore(talk: Talk, { world, who }: Asking): string | null {
  const card = cardOf(world, talk);
  if (!card) return null;
  const place = (one: Talk) => [times(world, one).first, one.id] as const;
  const [first, id] = place(talk);
  const earlier = talksOf(world, card).filter(
    (one) =>
      isRoot(one) && mayRead(world, who, one) && (place(one)[0] < first || (place(one)[0] === first && one.id < id)),
  );
  return newestOfEach(world, earlier);
}

/** The lists of conversations, their counts, and the search over all of them (R-HIS-10). */
export const listsOfTalks: Record<string, Way> = {
  'the list of all': list(
    () => ({}),
    (_, talk) => isListed(talk),
  ),
  'the list of a queue': list(
    ({ world }) => ({ queue: [world.queues[0]!.id] }),
    (_, talk) => talk.queue === 0 && isListed(talk),
  ),
  'the list of a kind of channel': list(
    () => ({ channel: ['email'] }),
    (_, talk) => talk.channel === 'email' && isListed(talk),
  ),
  'the list of a state': list(
    () => ({ state: ['open', 'closed'] }),
    (_, talk) => talk.state !== 'waiting' && isListed(talk),
  ),
  'the list of known clients': list(
    () => ({ client: 'known' }),
    (_, talk) => talk.card !== null && isListed(talk),
  ),
  'the list of a tag': list(
    () => ({ tag: ['tag-charlie'] }),
    (_, talk) => talk.tags.has('tag-charlie') && isListed(talk),
  ),
  'the list of an operator': list(
    ({ world }) => ({ operator: [world.people[0]!.id] }),
    (_, talk) => talk.assignee === 0 && isListed(talk),
  ),
  'the list of what is kept out': list(
    () => ({ keptOut: 'any' }),
    (_, talk) => talk.place === 6,
  ),
  'the list of a card': list(
    ({ world }) => ({ contact: world.cards[0]!.id }),
    ({ world }, talk) => cardOf(world, talk) === cardRoot(world, 0),
  ),
  Mine: list(
    () => ({ view: 'mine' }),
    ({ world, who }, talk) => isMine(world, who, talk),
  ),
  Waiting: list(
    () => ({ view: 'waiting' }),
    ({ world, who }, talk) => isWaitingFor(world, who, talk),
  ),
  'the last contact in the list': {
    seen: async (asking) => {
      const { items } = await asking.within((tx) => listConversations(tx, asking.actor, { limit: 200 }));
      const seen = items.map(({ id, contact }): [number | string, unknown] => [
        placesOf(asking, [id])[0]!,
        contact?.lastContactAt ?? null,
      ]);
      return { seen: seen.toSorted(([a], [b]) => Number(a) - Number(b)) };
    },
    told: (asking) =>
      asking.world.talks
        .filter((talk) => isRoot(talk) && isListed(talk) && mayRead(asking.world, asking.who, talk))
        .map((talk) => [talk.place, contactBefore(talk, asking)]),
  },
  'the counts': {
    seen: async (asking) => {
      const { mine, waiting, asked } = await asking.within((tx) => countDesk(tx, asking.actor));
      return { seen: { mine, waiting, asked } };
    },
    told: (asking) => {
      const { world, who } = asking;
      const mine = world.talks.filter((talk) => isMine(world, who, talk));
      return {
        mine: mine.length,
        waiting: those(asking, (talk) => isWaitingFor(world, who, talk)).length,
        asked: mine.filter(({ asked }) => asked.some(({ to }) => to === who)).length,
      };
    },
  },
  'the words of all': {
    seen: async (asking) => {
      const raw = await asking.within((tx) => searchEverything(tx, asking.actor, { q: 'words', limit: 200 }));
      return {
        seen: placesOf(
          asking,
          raw.items.map(({ conversationId }) => conversationId),
        ),
        raw,
      };
    },
    told: ({ world, who }) =>
      world.talks
        .flatMap((talk) => {
          const { place } = rootOf(world, talk);
          return mayRead(world, who, talk) ? [place, place] : [];
        })
        .toSorted((a, b) => a - b),
  },
};
