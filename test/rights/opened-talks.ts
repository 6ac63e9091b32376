import type { Conversation } from '#contract/conversation.ts';
import { listEarlier } from '#domain/conversations/earlier-conversations.ts';
import { listEntries } from '#domain/conversations/list-entries.ts';
import { readAttachment } from '#domain/conversations/read-attachment.ts';
import { readConversation } from '#domain/conversations/read-conversation.ts';
import { type Asking, cardPlaces, placesOf, those, unlessRefused, type Way } from './asking.ts';
import {
  type Card,
  cardOf,
  cardRoot,
  isAdmin,
  isMember,
  isRoot,
  mayRead,
  newestOfEach,
  partsOf,
  rootOf,
  seesCard,
  type Talk,
  talksOf,
} from './model.ts';
import { namedTalks, suggestedCards } from './world.ts';

/** Something of every conversation that one may read, whatever it was merged into. */
const ofEach = (read: (asking: Asking, talk: Talk) => Promise<unknown>): Way => ({
  seen: async (asking) => {
    const raw: unknown[] = [];
    const found: number[] = [];
    for (const talk of asking.world.talks) {
      const one = await read(asking, talk);
      raw.push(one);
      if (one !== null) found.push(talk.place);
    }
    return { seen: found, raw };
  },
  told: (asking) => those(asking, (talk) => mayRead(asking.world, asking.who, talk)),
});

/** A conversation with all that is told beside it. */
export const openedTalks: Record<string, Way> = {
  'a conversation, and what is told beside it': {
    seen: async (asking) => {
      const raw = [];
      for (const talk of asking.world.talks) {
        const one = await unlessRefused(asking, (tx) => readConversation(tx, asking.actor, talk.id));
        if (one) raw.push({ place: talk.place, one });
      }
      return { seen: raw.map(({ place, one }) => [place, seenBeside(one, asking)]), raw };
    },
    told: (asking) =>
      asking.world.talks
        .filter((talk) => mayRead(asking.world, asking.who, talk))
        .map((talk) => [talk.place, toldBeside(rootOf(asking.world, talk), asking)]),
  },
  'its entries': ofEach((asking, { id }) =>
    unlessRefused(asking, (tx) => listEntries(tx, asking.actor, { id, limit: 50 })),
  ),
  'its attachments': ofEach((asking, { id }) =>
    unlessRefused(asking, async (tx) => {
      const row = await tx.selectFrom('attachment').select('id').where('conversationId', '=', id).executeTakeFirst();
      return readAttachment(tx, asking.actor, row!.id);
    }),
  ),
  'the earlier conversations of a client': {
    seen: async (asking) => {
      const raw = [];
      for (const { id, place } of asking.world.talks.filter(isRoot)) {
        const found = await unlessRefused(asking, (tx) => listEarlier(tx, asking.actor, { id }));
        if (found) raw.push({ place, items: found.items });
      }
      const seen = raw.map(({ place, items }) => [
        place,
        placesOf(
          asking,
          items.map((item) => item.id),
        ),
      ]);
      return { seen, raw };
    },
    told: (asking) =>
      asking.world.talks
        .filter((talk) => isRoot(talk) && mayRead(asking.world, asking.who, talk))
        .map((talk) => [talk.place, earlierOf(talk, asking)]),
  },
};

/** What is told of other conversations and cards beside one: where the client is elsewhere, what it follows, what it seems to answer, whose values take part, who is suggested. */
function seenBeside(one: Conversation, asking: Asking) {
  return {
    elsewhere: placesOf(
      asking,
      one.elsewhere.map(({ id }) => id),
    ),
    related: placesOf(asking, [one.related?.id]),
    answers: placesOf(asking, [one.looksLikeReplyTo?.id]),
    people: cardPlaces(
      asking,
      one.participants.map(({ contact }) => contact?.id),
    ),
    suggestions: one.suggestions,
    suggested: one.suggested
      .map(({ id, lastContactAt }) => [cardPlaces(asking, [id])[0], lastContactAt])
      .toSorted((a, b) => Number(a[0]) - Number(b[0])),
    earlier: one.earlier,
    access: one.access?.state ?? null,
  };
}

function toldBeside(talk: Talk, asking: Asking) {
  const { world, who } = asking;
  const named = ({ place }: Talk, field: keyof typeof namedTalks) => {
    const [naming, other] = namedTalks[field];
    return place === naming && mayRead(world, who, world.talks[other]!) ? [other] : [];
  };
  const suggested = suggestedBy(talk, asking);
  return {
    elsewhere: those(asking, (one) => isElsewhere(one, talk, asking)),
    related: named(talk, 'related'),
    answers: named(talk, 'looksLikeReplyTo'),
    people: peopleOf(talk, asking),
    suggestions: suggested.length,
    suggested: suggested.map((card) => [card.place, lastContactWith(card, talk, asking)]),
    earlier: earlierOf(talk, asking).length,
    access: looksOn(talk, asking) ? 'granted' : null,
  };
}

function isElsewhere(one: Talk, talk: Talk, { world, who }: Asking): boolean {
  const card = cardOf(world, talk);
  const runs = isRoot(one) && one.state !== 'closed';
  return one !== talk && runs && card !== null && cardOf(world, one) === card && mayRead(world, who, one);
}

/** Whether one reads it for a time alone. */
function looksOn(talk: Talk, { world, who }: Asking): boolean {
  const readsAnyway = isAdmin(who) || isMember(world, who, talk) || talk.tookPart.has(who);
  return talk.looks.has(who) && !readsAnyway;
}

/** The cards whose values take part. */
function peopleOf(talk: Talk, { world, who }: Asking): number[] {
  const values = partsOf(world, talk).flatMap((part) =>
    part.values.map((value, n) => `${n === 0 ? 'from' : 'cc'} ${value}`),
  );
  const cards = [...new Set(values)].map((value) => cardRoot(world, world.owners.get(value.split(' ')[1]!)!));
  return cards
    .filter((card) => seesCard(world, who, card))
    .map(({ place }) => place)
    .toSorted((a, b) => a - b);
}

function suggestedBy(talk: Talk, { world, who }: Asking): Card[] {
  if (talk.place !== 5 || talk.card !== null || talk.isDecided) return [];
  const cards = new Set(suggestedCards.map((place) => cardRoot(world, place)));
  return [...cards].filter((card) => seesCard(world, who, card)).toSorted((a, b) => a.place - b.place);
}

function lastContactWith(card: Card, talk: Talk, { world, who }: Asking): string | null {
  const others = talksOf(world, card).filter((one) => isRoot(one) && one !== talk && mayRead(world, who, one));
  return newestOfEach(world, others);
}

/** Conversations of nobody whose client had a value of this one's card. */
function earlierOf(talk: Talk, asking: Asking): number[] {
  const { world, who } = asking;
  const card = cardOf(world, talk);
  const isTheirs = ({ values: [own] }: Talk) =>
    card !== null && own !== undefined && world.owners.has(own) && cardRoot(world, world.owners.get(own)!) === card;
  return those(asking, (one) => {
    const isUnknown = isRoot(one) && one.card === null && !one.isDecided;
    return one !== talk && isUnknown && partsOf(world, one).some(isTheirs) && mayRead(world, who, one);
  });
}
