import type { IdentifierKind } from '#contract/identifiers.ts';
import { listConversations } from '#domain/conversations/list-conversations.ts';
import { canonicalValue } from '#domain/identity/canonical.ts';
import { knownValues } from '#domain/identity/known-values.ts';
import type { Store } from '#domain/intake/import-summary.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import { channels, company } from './company.ts';
import { eventsOf } from './events.ts';
import { allStories } from './stories/all-stories.ts';
import type { Person } from './tell.ts';

/** A transaction inside the demo's workspace. */
export type Tx = Parameters<Parameters<Store['inWorkspace']>[1]>[0];

/** The card that has one of a person's values, their e-mail first; null when there is none. */
export async function findCard(tx: Tx, actor: OperatorActor, person: Person): Promise<number | null> {
  const { email, phone, customer, facebook, instagram, telegram, vk, apple } = person;
  const given: [IdentifierKind, string | undefined, string?][] = [
    ['email', email],
    ['custom:customer_no', customer],
    ['phone', phone],
    ['telegram', telegram],
    ['vk', vk],
    ['facebook', facebook, channels.facebook.account],
    ['instagram', instagram, channels.instagram.account],
    ['apple', apple, channels.apple.account],
  ];
  const values = given.flatMap(([kind, value, account]) =>
    value ? [canonicalValue({ kind, value, account }, company.country)] : [],
  );
  const known = await knownValues(tx, actor.workspaceId, values);
  const owners = values.flatMap(
    ({ kind, key }) => known.find((one) => one.kind === kind && one.key === key)?.ownerId ?? [],
  );
  return owners[0] ?? null;
}

/** The same for a person who must have one. */
export async function cardOf(tx: Tx, actor: OperatorActor, person: Person): Promise<number> {
  const id = await findCard(tx, actor, person);
  if (id === null) throw new Error(`The demo has no card of ${person.name}.`);
  return id;
}

/** The conversation that a story became: the one of its channel that began at its moment. */
export async function conversationOf(tx: Tx, actor: OperatorActor, storyId: string, now: Date): Promise<string> {
  const story = allStories.find(({ id }) => id === storyId);
  const first = story && eventsOf(story, now)[0];
  if (!first) throw new Error(`The demo tells no story “${storyId}”.`);
  const begun = Math.floor(first.at.getTime() / 1_000);
  let cursor: string | undefined;
  do {
    const page = await listConversations(tx, actor, { channel: [channels[first.channel].kind], limit: 200, cursor });
    const found = page.items.find(({ firstAt }) => Math.floor(Date.parse(firstAt) / 1_000) === begun);
    if (found) return found.id;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  throw new Error(`The story “${storyId}” of the demo is no conversation that ${actor.name} sees.`);
}
