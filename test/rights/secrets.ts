import type { Asking } from './asking.ts';
import { cardRoot, knowsQueue, mayKnowOf, mayRead, seesCard } from './model.ts';
import { senderOf } from './world.ts';

/** What may not stand in anything that somebody is answered, in words for whoever reads the failure: words and subjects of what they may not read, ids, names of queues and cards that they may not know of. */
export function leaked({ world, who }: Asking, raw: unknown): string[] {
  const text = JSON.stringify(raw) ?? '';
  const holds = (secret: string | number) => text.includes(String(secret));
  return [
    ...world.talks
      .filter((talk) => !mayRead(world, who, talk) && holds(talk.word))
      .map(({ word }) => `words of ${word}`),
    ...world.talks.filter((talk) => !mayKnowOf(world, who, talk) && holds(talk.id)).map(({ word }) => `id of ${word}`),
    ...world.talks
      .filter((talk) => !mayKnowOf(world, who, talk) && holds(senderOf(talk.place)))
      .map(({ word }) => `sender of ${word}`),
    ...world.queues
      .filter((queue, place) => !knowsQueue(world, who, place) && holds(queue.name))
      .map(({ name }) => name),
    ...world.cards
      .filter((card) => !seesCard(world, who, cardRoot(world, card.place)) && holds(card.name))
      .map(({ name }) => name),
  ];
}
