import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { notFound } from '#contract/errors.ts';
import type { Hold } from '#contract/hold.ts';
import type { Tx } from '#db/database.ts';
import { joinCard, topic } from '../conversations/conversation-row.ts';
import { KeyTime, readCursor, writeCursor } from '../conversations/page-key.ts';
import { rootOf } from '../conversations/root-of.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact, must } from '../operators/policy.ts';
import { standsNow } from './held.ts';

/** What is held now, the newest first, a page at a time: for who may place holds. */
export async function listHolds(
  tx: Tx,
  actor: Actor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Hold[]; nextCursor: string | null }> {
  must(actor, 'placeHolds');
  const after = readCursor(cursor, Key);
  const rows = await readHolds(
    tx,
    actor,
    after ? sql`(h.at, h.id) < (${after[0]}, ${after[1]}::uuid)` : sql`true`,
    sql`true`,
    limit + 1,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? writeCursor([new Date(last.at), last.id]) : null };
}

/** What holds a card now: whoever sees the card sees that. @throws NOT_FOUND. */
export async function holdsOfContact(
  tx: Tx,
  actor: Actor,
  { id }: { id: number },
): Promise<{ items: Hold[]; nextCursor: null }> {
  must(actor, 'seeCards');
  const { rows } = await sql<{ id: number }>`
    select s.id from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${actor.workspaceId} and c.id = ${id} and s.state in ('active', 'binned') and ${maySeeContact(actor, sql.ref('s.id'))}`.execute(
    tx,
  );
  const [card] = rows;
  if (!card) throw notFound('card');
  return holdsOfCard(tx, actor, card.id);
}

/** What holds a card that the actor is known to see. @param id of the card itself, merged into no other. */
export async function holdsOfCard(tx: Tx, actor: Actor, id: number): Promise<{ items: Hold[]; nextCursor: null }> {
  must(actor, 'seeCards');
  return { items: await readHolds(tx, actor, onFamilyOf(sql`${id}::bigint`), sql`true`, 100), nextCursor: null };
}

/** What holds a conversation now: holds of its own, and of the card that it is linked to. @throws NOT_FOUND. */
export async function holdsOfConversation(
  tx: Tx,
  actor: Actor,
  { id }: { id: string },
): Promise<{ items: Hold[]; nextCursor: null }> {
  must(actor, 'seeConversations');
  const root = await rootOf(tx, actor, id);
  const own = sql`h.conversation_id = any(${root.conversationIds}::uuid[])`;
  const ofCard =
    onFamilyOf(sql`(select k.survivor_id from conversation c join contact k on k.workspace_id = c.workspace_id and k.id = c.contact_id
    where c.workspace_id = ${actor.workspaceId} and c.id = ${root.id})`);
  return { items: await readHolds(tx, actor, sql`(${own} or ${ofCard})`, own, 100), nextCursor: null };
}

const Key = z.tuple([KeyTime, z.uuid()]);

/** The hold `h` stands on a card of this family. */
function onFamilyOf(survivor: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`h.contact_id in (select f.id from contact f where f.workspace_id = h.workspace_id and f.survivor_id = ${survivor})`;
}

/** One hold. @throws NOT_FOUND when it is over. */
export async function readHold(tx: Tx, actor: Actor, id: string): Promise<Hold> {
  const [hold] = await readHolds(tx, actor, sql`h.id = ${id}`, sql`true`, 1);
  if (!hold) throw notFound('hold');
  return hold;
}

async function readHolds(
  tx: Tx,
  actor: Actor,
  which: RawBuilder<unknown>,
  isDirect: RawBuilder<unknown>,
  limit: number,
): Promise<Hold[]> {
  const { rows } = await sql<Record<'at' | 'until', Date | null> & Hold>`
    select h.id, h.reason, h.until, h.by_name as by, h.at, coalesce(${isDirect}, false) as direct,
      case when held.id is not null then json_build_object('id', held.id, 'name', held.name) end as contact,
      case when c.id is not null then json_build_object('id', c.id, 'topic', ${topic}) end as conversation
    from hold h
    left join contact on_card on on_card.workspace_id = h.workspace_id and on_card.id = h.contact_id
    left join contact held on held.workspace_id = on_card.workspace_id and held.id = on_card.survivor_id
    left join conversation c on c.workspace_id = h.workspace_id and c.id = h.conversation_id
    ${joinCard}
    where h.workspace_id = ${actor.workspaceId} and ${standsNow} and ${which} order by h.at desc, h.id desc limit ${limit}`.execute(
    tx,
  );
  return rows.map((row) => ({
    ...row,
    until: (row.until as Date | null)?.toISOString() ?? null,
    at: (row.at as unknown as Date).toISOString(),
  }));
}
