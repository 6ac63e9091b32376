import { type RawBuilder, sql } from 'kysely';
import type { Change, ChangeActor } from '#contract/history.ts';
import { trustAt } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { ValueSource } from '#db/schema.ts';
import { together } from '#db/together.ts';
import type { ClientNote } from '../conversations/client-note.ts';
import type { Actor } from '../operators/actor.ts';
import { may, maySeeContact } from '../operators/policy.ts';
import { textOf } from './put-back-fields.ts';
import type { TouchedValue } from './record-change.ts';
import { isOwn, rightOf } from './rights.ts';
import { seenConversations } from './seen-conversations.ts';

/** A change as it is kept, with all that it touched: `changeColumns` of it. */
export interface ChangeRow {
  id: string;
  at: Date;
  verb: Change['verb'];
  actor: unknown;
  conversationId: string | null;
  undoes: string | null;
  batchId: string | null;
  reason: unknown;
  removedAt: Date | null;
  undone: boolean;
  items: TouchedValue[];
}

/** What is read of the change `c`. */
export const changeColumns: RawBuilder<unknown> = sql`c.id, c.at, c.verb, c.actor, c.conversation_id, c.undoes, c.batch_id, c.reason, c.removed_at,
  exists (select from change u where u.workspace_id = c.workspace_id and u.undoes = c.id) as undone,
  (select coalesce(json_agg(json_build_object('contactId', i.contact_id, 'target', i.target, 'before', i.before, 'after', i.after)
    order by i.n), '[]') from change_item i where i.workspace_id = c.workspace_id and i.change_id = c.id) as items`;

/** What a reader may see of conversations and cards that changes point to. */
export interface Sight {
  seen: Awaited<ReturnType<typeof seenConversations>>;
  cards: Set<number>;
}

/**
 * Changes as the API tells them, by their id. Names, attributes, tags and states read as plain texts. What comes from a
 * conversation the actor may not see is without its name and id, and cards they may not see are left out (R-HIS-5).
 * @param known what is known of that already, and so not asked again.
 */
export async function tellChanges(
  tx: Tx,
  actor: Actor,
  rows: ChangeRow[],
  known: Sight = { seen: new Map(), cards: new Set() },
): Promise<Map<string, Change>> {
  const conversations = rows.flatMap(conversationsIn).filter((id) => !known.seen.has(id));
  const cards = rows.flatMap(cardsIn).filter((id) => !known.cards.has(id));
  const [seen, seenOfCards] = await together([
    seenConversations(tx, actor, conversations),
    seenCards(tx, actor, cards),
  ]);
  const sight: Sight = {
    seen: new Map([...known.seen, ...seen]),
    cards: new Set([...known.cards, ...seenOfCards]),
  };
  return new Map(rows.map((row) => [row.id, toChange(row, actor, sight)]));
}

type Kept = {
  conversationId?: string;
  /** The conversation that was merged into it. */
  other?: string;
  contactId?: number | null;
  from?: number;
  source?: ValueSource;
  trust?: number;
  came?: unknown;
};
const sides = (item: TouchedValue) =>
  [item.before, item.after].filter((side): side is Kept => typeof side === 'object' && side !== null);

function conversationsIn(row: ChangeRow): string[] {
  const kept = row.items.flatMap(sides);
  return [
    row.conversationId,
    ...kept.flatMap((side) => [side.conversationId ?? side.source?.conversationId, side.other]),
  ].filter((id) => typeof id === 'string');
}

function namedIn(side: Kept | Kept[]): (number | null | undefined)[] {
  return Array.isArray(side) ? side.map(({ contactId }) => contactId) : [side.contactId, side.from];
}

function cardsIn(row: ChangeRow): number[] {
  return row.items
    .flatMap((item) => [item.contactId, ...sides(item).flatMap(namedIn)])
    .filter((id) => typeof id === 'number');
}

async function seenCards(tx: Tx, actor: Actor, ids: number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: number }>`
    select c.id from contact c where c.workspace_id = ${actor.workspaceId} and c.id = any(${[...new Set(ids)]}::bigint[])
      and ${maySeeContact(actor, sql.ref('c.survivor_id'))}`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

function toChange(row: ChangeRow, actor: Actor, sight: Sight): Change {
  const by = row.actor as ChangeActor;
  const hidden = row.conversationId !== null && !sight.seen.get(row.conversationId)?.read;
  const isTold = toldOfMerge(row, sight);
  const nameless = hidden && by.type === 'channel' && !sight.seen.get(row.conversationId as string)?.known;
  return {
    id: row.id,
    at: row.at.toISOString(),
    verb: row.verb,
    actor: nameless ? { type: by.type, id: null, name: null } : by,
    conversationId: hidden ? null : row.conversationId,
    undoable:
      !row.undone &&
      !row.removedAt &&
      !hidden &&
      row.verb !== 'redactMessage' &&
      may(actor, rightOf(row.verb, row.reason)) &&
      may(actor, isOwn(actor, by) ? 'undoOwn' : 'undoAnybodys'),
    undone: row.undone,
    undoes: row.undoes,
    batchId: row.batchId,
    reason: hidden ? null : (row.reason as Change['reason']),
    items: (row.removedAt ? [] : row.items)
      .filter((item) => (item.contactId === null ? !hidden : sight.cards.has(item.contactId)))
      .filter((item) => item.target !== 'duplicate' || isPairSeen(item, sight))
      .filter(isTold)
      .map(({ contactId, target, before, after }) => ({
        contactId,
        target,
        before: told(target, before, sight),
        after: told(target, after, sight),
      })),
    removedAt: row.removedAt?.toISOString() ?? null,
  };
}

/** Who may not see the other card of a pair is not told that there is one. */
function isPairSeen(item: TouchedValue, { cards }: Sight): boolean {
  return sides(item).every(({ contactId }) => contactId == null || cards.has(contactId));
}

/**
 * Which items of a change are told where conversations or cards were merged in it, or parted again. Of those the reader may see one and not the other, whose tags,
 * name and values came along for a time: they are told no more than that there was something.
 */
function toldOfMerge({ items }: ChangeRow, { seen, cards }: Sight): (item: TouchedValue) => boolean {
  const isHidden = (id: number | null | undefined) => id != null && !cards.has(id);
  const ofTalks = items.flatMap(sides).some(({ other }) => other !== undefined && !seen.get(other)?.read);
  const ofCards = items
    .filter(({ target }) => target === 'merged')
    .some((item) => isHidden(item.contactId) || sides(item).flatMap(namedIn).some(isHidden));
  return ({ target }) =>
    (!ofCards || target === 'merged') && (!ofTalks || target === 'mergedConversation' || !ofConversation(target));
}

/** One side of a touched value, for a reader. */
function told(target: string, side: unknown, sight: Sight): unknown {
  if (side === null || typeof side !== 'object') return side;
  if (target === 'name' || target.startsWith('attribute:')) return textOf(side);
  if (target === 'state') return (side as { state?: string }).state ?? null;
  if (target === 'importKey' || target === 'extra') return side;
  if (ofConversation(target)) return toldOfConversation(target, side as Record<string, unknown>, sight);
  if (target.startsWith('conflict:')) return toldConflict(side, sight);
  const kept = side as Kept;
  if (target === 'merged') return toldPointer(side as { contactId?: number; from?: number }, sight);
  if (target === 'link') {
    const contactId = kept.contactId != null && sight.cards.has(kept.contactId) ? kept.contactId : null;
    const isRead = kept.conversationId !== undefined && sight.seen.get(kept.conversationId)?.read;
    return isRead ? { ...kept, contactId } : { contactId };
  }
  const { source, trust, came: _, ...value } = kept;
  return {
    ...value,
    ...(trust !== undefined && { trust: trustAt(trust) }),
    ...(source && { source: toldSource(source, sight) }),
  };
}

const ownTargets = [
  'conversationTag',
  'form',
  'clientNote',
  'mergedConversation',
  'keptOut',
  'blockedSender',
  'entry',
  'hold',
];

/** What a change touched of a conversation itself. */
function ofConversation(target: string): boolean {
  return target.startsWith('parameter:') || ownTargets.includes(target);
}

/** A parameter, a tag and the state of a form read as what they are; a merge as the conversation that was merged, where it may be read. */
function toldOfConversation(target: string, side: Record<string, unknown>, { seen }: Sight): unknown {
  if (target === 'clientNote') return notedText(side.client as ClientNote | null);
  if (target !== 'mergedConversation') return side.value ?? null;
  const { other, subject, channel } = side as { other: string; subject: string | null; channel: string };
  return seen.get(other)?.read ? { other, subject, channel } : {};
}

function notedText(client: ClientNote | null): string | null {
  const added = client?.identifiers?.map(({ value }) => value) ?? [];
  return [client?.name, client?.email, client?.phone, ...added].filter(Boolean).join(', ') || null;
}

/** The values that wait to be settled, of cards that the reader may see. */
function toldConflict(side: unknown, { cards }: Sight) {
  const waiting = Array.isArray(side) ? (side as { value: string; source: string; contactId: number }[]) : [];
  return waiting
    .filter(({ contactId }) => cards.has(contactId))
    .map(({ value, source, contactId }) => ({ value, source, contactId }));
}

/** Of a signpost the card that it points to; on that one, the signpost. */
function toldPointer({ contactId, from }: { contactId?: number; from?: number }, { cards }: Sight) {
  if (contactId !== undefined) return cards.has(contactId) ? { contactId } : {};
  return from !== undefined && cards.has(from) ? { from } : {};
}

function toldSource({ by, name, conversationId }: ValueSource, { seen }: Sight) {
  const conversation = conversationId === undefined ? { known: true, read: false } : seen.get(conversationId);
  return { by, ...(conversation?.known && name && { name }), ...(conversation?.read && { conversationId }) };
}
