import { sql } from 'kysely';
import type { LiveEvent } from '#contract/live.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { may, mayKnowOf, mayRead, maySeeContact, seesEverything } from '../operators/policy.ts';

/**
 * The events that an actor may hear of, each without the cards they may not see: none about a conversation that they may not know of
 * (R-HIS-5), by its present queue, a merged one's by that of its target (R-HIS-8), and none that says who looks or writes in one that they may not read. What concerns the whole desk everybody hears;
 * else none about nothing. One query for all of them.
 */
export async function heardEvents<Of extends { event: LiveEvent }>(tx: Tx, actor: Actor, all: Of[]): Promise<Of[]> {
  const known = await knownOf(tx, actor, all);
  return all.flatMap((one) => {
    const { contactIds = [], conversationId, ...event } = one.event;
    const cards = contactIds.filter(known.contact);
    const isSeen = event.operator ? known.reading : known.conversation;
    if (conversationId ? !isSeen(conversationId) : event.topic !== 'desk' && cards.length === 0) return [];
    return {
      ...one,
      event: { ...event, ...(conversationId && { conversationId }), ...(cards.length > 0 && { contactIds: cards }) },
    };
  });
}

interface Known {
  conversation(id: string): boolean;
  /** Whether the conversation may be read too. */
  reading(id: string): boolean;
  contact(id: number): boolean;
}

async function knownOf(tx: Tx, actor: Actor, all: { event: LiveEvent }[]): Promise<Known> {
  const [conversations, cards] = [may(actor, 'seeConversations'), may(actor, 'seeCards')];
  if (seesEverything(actor)) {
    return { conversation: () => conversations, reading: () => conversations, contact: () => cards };
  }
  const { rows } = await sql<{ conversationId: string | null; contactId: number | null; isReadable: boolean }>`
    select told.id as conversation_id, null::bigint as contact_id, ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))} as is_readable
    from conversation told join conversation c on c.workspace_id = told.workspace_id and c.id = told.root_id
    where told.workspace_id = ${actor.workspaceId} and told.id = any(${all.flatMap(({ event }) => event.conversationId ?? [])}::uuid[])
      and ${mayKnowOf(actor, sql.ref('c.queue_id'))}
    union all
    select null, k.id, false from contact k
    where k.workspace_id = ${actor.workspaceId} and k.id = any(${all.flatMap(({ event }) => event.contactIds ?? [])}::bigint[])
      and ${maySeeContact(actor, sql.ref('k.survivor_id'))}`.execute(tx);
  const ids = new Set(rows.map(({ conversationId, contactId }) => conversationId ?? contactId));
  const readable = new Set(rows.flatMap(({ conversationId, isReadable }) => (isReadable ? conversationId : [])));
  return {
    conversation: (id) => conversations && ids.has(id),
    reading: (id) => conversations && readable.has(id),
    contact: (id) => cards && ids.has(id),
  };
}
