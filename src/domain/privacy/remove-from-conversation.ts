import { sql } from 'kysely';
import { kindsOfConversations } from '#contract/retention.ts';
import type { Tx } from '#db/database.ts';
import { heldConversations } from './held.ts';
import { isNotSwept, isOver, isTimeOver, type KindOfConversation } from './over.ts';
import type { Periods } from './retention-periods.ts';
import { takeClient } from './take-client.ts';
import { type Parts, takeAttachments, takeRecordings, takeText } from './take-kinds.ts';

interface Removing {
  periods: Periods;
  now: Date;
}

/**
 * Takes from some conversations, and all merged into them, what its time is over for (R-HIS-7). Left are who had them, when, tags, and stubs that say what
 * went and when. Whether it still is so is asked again once they are locked: one may have been opened, held or linked meanwhile.
 * @param ids of such as others were merged into, or nothing was.
 * @returns of how many anything was gone through; those that others work on are not: they come again.
 */
export async function removeFromConversations(
  tx: Tx,
  workspaceId: string,
  ids: string[],
  removing: Removing,
): Promise<number> {
  const parts = await lockParts(tx, workspaceId, ids);
  const alike = await kindsDue(tx, workspaceId, [...new Set(parts.map(({ rootId }) => rootId))], removing);
  let gone = 0;
  for (const { kinds, roots } of alike) {
    const theirs = parts.filter(({ rootId }) => roots.includes(rootId));
    await removeKinds(tx, workspaceId, partsOf(theirs), kinds, removing.now);
    gone += roots.length;
  }
  return gone;
}

/** Takes kinds from conversations, notes what went, and how far they were gone through. */
async function removeKinds(
  tx: Tx,
  workspaceId: string,
  parts: Parts,
  kinds: KindOfConversation[],
  now: Date,
): Promise<void> {
  const isUnknown = kinds.includes('unknown');
  const has = (kind: KindOfConversation) => isUnknown || kinds.includes(kind);
  const went = {
    attachments: has('attachments') ? await takeAttachments(tx, workspaceId, parts, now) : [],
    recordings: has('recordings') ? await takeRecordings(tx, workspaceId, parts, now) : [],
    text: has('text') ? await takeText(tx, workspaceId, parts, now) : [],
    unknown: isUnknown ? await takeClient(tx, workspaceId, parts) : [],
  };
  const at = now.toISOString();
  const gone = Object.entries(went).flatMap(([kind, ids]) => [...new Set(ids)].map((id) => ({ kind, id })));
  await sql`
    with went as (select * from unnest(${gone.map(({ id }) => id)}::uuid[], ${gone.map(({ kind }) => kind)}::text[]) as t (id, kind)),
      told as (select went.id, kind from went union select c.root_id, kind from went join conversation c on c.workspace_id = ${workspaceId} and c.id = went.id)
    update conversation c set removed = removed || coalesce((select jsonb_object_agg(kind, ${at}::text) from told where told.id = c.id), '{}'),
      swept = swept || (select jsonb_object_agg(kind, jsonb_build_object('at', ${at}::text, 'entries', entries)) from unnest(${kindsOfConversations.filter(has)}::text[]) as s (kind))
    where workspace_id = ${workspaceId} and id = any(${parts.ids}::uuid[])`.execute(tx);
}

interface Part {
  id: string;
  rootId: string;
  firstAt: Date;
  lastAt: Date;
}

/**
 * Their parts with the span of their entries, locked: the replies that leave them first, as who sends does, then the conversations, then the cards, on which
 * a hold may be placed at this moment. A conversation of which others have a part locked is left for the next time.
 */
async function lockParts(tx: Tx, workspaceId: string, ids: string[]): Promise<Part[]> {
  await sql`select from sending where workspace_id = ${workspaceId}
    and conversation_id in (select part.id from conversation part where part.workspace_id = ${workspaceId} and part.root_id = any(${ids}::uuid[])) order by id for update`.execute(
    tx,
  );
  const { rows: locked } = await sql<{ id: string; contactId: number | null }>`
    select id, contact_id from conversation where workspace_id = ${workspaceId} and root_id = any(${ids}::uuid[])
    order by (merged_into is not null), id for update skip locked`.execute(tx);
  const cards = locked.flatMap(({ contactId }) => contactId ?? []);
  if (cards.length > 0)
    await sql`select from contact where workspace_id = ${workspaceId} and id in (
      select c.survivor_id from contact c where c.workspace_id = ${workspaceId} and c.id = any(${cards}::bigint[])) order by id for key share`.execute(
      tx,
    );
  const { rows } = await sql<Part>`
    select id, root_id, first_at, greatest(last_at, told_at) as last_at from conversation
    where workspace_id = ${workspaceId} and root_id = any(${ids}::uuid[])`.execute(tx);
  const has = new Set(locked.map(({ id }) => id));
  const others = new Set(rows.flatMap(({ id, rootId }) => (has.has(id) ? [] : rootId)));
  return rows.filter(({ rootId }) => !others.has(rootId));
}

function partsOf(parts: Part[]): Parts {
  return {
    ids: parts.map(({ id }) => id),
    from: new Date(Math.min(...parts.map(({ firstAt }) => firstAt.getTime()))),
    to: new Date(Math.max(...parts.map(({ lastAt }) => lastAt.getTime())) + 1), // the store's clock is finer than ours
  };
}

/** The kinds that are over, with the conversations that they are over for. */
async function kindsDue(
  tx: Tx,
  workspaceId: string,
  ids: string[],
  { periods, now }: Removing,
): Promise<{ kinds: KindOfConversation[]; roots: string[] }[]> {
  const due = kindsOfConversations.map(
    (kind) => sql`case when ${isTimeOver(periods, kind, now)} and ${isNotSwept(kind)} then ${kind}::text end`,
  );
  const { rows } = await sql<{ kinds: KindOfConversation[]; roots: string[] }>`
    select kinds, array_agg(id::text) as roots from (
      select r.id, array_remove(array[${sql.join(due)}], null) as kinds from conversation r
      where r.workspace_id = ${workspaceId} and r.id = any(${ids}::uuid[]) and ${isOver} and r.id <> all(array(${heldConversations(workspaceId)}))) r
    where kinds <> '{}' group by kinds`.execute(tx);
  return rows;
}
