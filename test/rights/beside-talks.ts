import { listAccess } from '#domain/access/ask-access.ts';
import { listBlocked } from '#domain/blocking/blocked-senders.ts';
import { readBoard } from '#domain/conversations/desk/read-board.ts';
import { listFollowUps } from '#domain/conversations/follow-ups/list-follow-ups.ts';
import { heardEvents } from '#domain/live/heard-events.ts';
import { listVisitors } from '#domain/visitors/list-visitors.ts';
import { type Asking, cardPlaces, placesOf, queuePlaces, those, unlessRefused, type Way } from './asking.ts';
import {
  cardRoot,
  decides,
  isAdmin,
  isMemberOf,
  isRoot,
  isSupervisor,
  key,
  knowsQueue,
  mayKnowOf,
  mayRead,
  rootOf,
  seesCard,
} from './model.ts';

/** What else tells of conversations: follow-ups, the board, who is on the site, what is heard live. */
export const besideTalks: Record<string, Way> = {
  'the follow-ups': {
    seen: async (asking) => {
      const raw = await asking.within((tx) => listFollowUps(tx, asking.actor, { limit: 200 }));
      return {
        seen: placesOf(
          asking,
          raw.items.map(({ conversationId }) => conversationId),
        ),
        raw,
      };
    },
    told: (asking) => those(asking, (talk) => mayRead(asking.world, asking.who, talk)),
  },
  'what senders were blocked in': {
    seen: async (asking) => {
      const raw = await asking.within((tx) => listBlocked(tx, asking.actor, { limit: 100 }));
      return {
        seen: placesOf(
          asking,
          raw.items.map(({ conversationId }) => conversationId),
        ),
      };
    },
    told: ({ world, who }) =>
      world.talks
        .filter((talk) => mayRead(world, who, talk))
        .map((talk) => rootOf(world, talk).place)
        .toSorted((a, b) => a - b),
  },
  'the looks that are asked for': {
    seen: async (asking) => {
      const raw = await asking.within((tx) => listAccess(tx, asking.actor));
      const seen = raw.items.map(({ id, topic }) => [
        asking.world.requests.findIndex((one) => one.id === id),
        topic !== null,
      ]);
      return { seen: seen.toSorted(byFirst), raw };
    },
    told: ({ world, who }) =>
      world.requests.flatMap(({ by, talk }, n) => {
        const one = world.talks[talk]!;
        const isDecided = decides(world, who, one);
        return who !== key && mayKnowOf(world, who, one) && (by === who || isDecided) ? [[n, isDecided]] : [];
      }),
  },
  'the board': {
    seen: async (asking) => {
      const raw = await unlessRefused(asking, (tx) => readBoard(tx, asking.actor, { queues: 'all' }));
      if (!raw) return { seen: null };
      const people = raw.operators.flatMap(({ id, queues, with: had }) => {
        const who = asking.world.people.findIndex((one) => one.id === id);
        return who < 0
          ? []
          : [
              [
                who,
                queuePlaces(asking, queues),
                placesOf(
                  asking,
                  had.map((one) => one.id),
                ),
              ],
            ];
      });
      const queues = queuePlaces(
        asking,
        raw.queues.map(({ id }) => id),
      );
      return {
        seen: {
          queues,
          waiting: placesOf(
            asking,
            raw.waiting.map(({ id }) => id),
          ),
          people: people.toSorted(byFirst),
        },
        raw,
      };
    },
    told: (asking) => {
      const { world, who } = asking;
      if (who === key || !isSupervisor(who)) return null;
      const readsQueue = (place: number) => seesAllOf(asking, place);
      const queues = world.queues.flatMap((_, place) => (readsQueue(place) ? place : []));
      const people = world.people.flatMap((_, one) => {
        const own = world.queues.flatMap((queue, place) => (queue.members.has(one) ? place : []));
        if (!own.some((place) => queues.includes(place))) return [];
        const had = those(
          asking,
          (talk) => isRoot(talk) && talk.assignee === one && talk.state !== 'closed' && mayRead(world, who, talk),
        );
        return [[one, own.filter((place) => knowsQueue(world, who, place)), had]];
      });
      return {
        queues,
        waiting: those(asking, (talk) => isRoot(talk) && talk.state === 'waiting' && queues.includes(talk.queue)),
        people,
      };
    },
  },
  'the visitors on the site': {
    seen: async (asking) => {
      const raw = await asking.within((tx) => listVisitors(tx, asking.actor));
      return {
        seen: raw.items.map(({ conversationId, contact }) => [
          placesOf(asking, [conversationId]),
          cardPlaces(asking, [contact?.id]),
        ]),
        raw,
      };
    },
    told: ({ world, who }) => {
      const { queue, talk: place, card } = world.extras.visitor;
      if (!isMemberOf(world, who, queue) && !isAdmin(who)) return [];
      const talk = world.talks[place]!;
      const known = cardRoot(world, card);
      return [
        [
          mayRead(world, who, talk) ? [rootOf(world, talk).place] : [],
          seesCard(world, who, known) ? [known.place] : [],
        ],
      ];
    },
  },
  'live events of conversations': live('desk', mayKnowOf),
  'live events of who types': live('typing', mayRead),
  'live events of cards': {
    seen: async (asking) => {
      const all = asking.world.cards.map(({ id }) => ({
        event: { topic: 'contact' as const, what: 'change' as const, contactIds: [id] },
      }));
      const heard = await asking.within((tx) => heardEvents(tx, asking.actor, all));
      return {
        seen: cardPlaces(
          asking,
          heard.flatMap(({ event }) => event.contactIds),
        ),
      };
    },
    told: ({ world, who }) => world.cards.filter((card) => seesCard(world, who, card)).map(({ place }) => place),
  },
};

function live(what: 'desk' | 'typing', may: typeof mayRead): Way {
  return {
    seen: async (asking) => {
      const { actor, world, within } = asking;
      const operator = what === 'typing' ? { operator: { id: actor.id ?? '', name: '' } } : {};
      const all = world.talks.map(({ id }) => ({
        event: { topic: 'conversation' as const, what, conversationId: id, ...operator },
      }));
      const heard = await within((tx) => heardEvents(tx, actor, all));
      return {
        seen: placesOf(
          asking,
          heard.map(({ event }) => event.conversationId),
        ),
      };
    },
    told: (asking) => those(asking, (talk) => may(asking.world, asking.who, talk)),
  };
}

/** Whether one reads a queue as a whole. */
function seesAllOf({ world, who }: Asking, place: number): boolean {
  return isAdmin(who) || isMemberOf(world, who, place) || world.queues[place]!.readers === 'everyone';
}

function byFirst(a: unknown[], b: unknown[]): number {
  return Number(a[0]) - Number(b[0]);
}
