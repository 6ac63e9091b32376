import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { SetAside } from '../identity/decision.ts';
import type { RootConversation } from './root-of.ts';

/** Counts that *just this conversation* was said of values. @returns how often it was said of the one that it was said of most. */
export async function countRefusal(tx: Tx, workspaceId: string, values: ValueKey[], by: 1 | -1 = 1): Promise<number> {
  const { rows } = await sql<{ times: number }>`
    update identifier i set refused_times = greatest(0, i.refused_times + ${by}) where i.workspace_id = ${workspaceId}
      and (i.kind, i.account, i.key) in (select * from ${keys(values)}) returning i.refused_times as times`.execute(tx);
  return Math.max(0, ...rows.map(({ times }) => times));
}

/** Keeps that values are not a card's (R-REC-7): what it owned is contested, and may begin a new card. */
export async function refuseValues(
  tx: Tx,
  workspaceId: string,
  contactId: number,
  values: ValueKey[],
  changeId: string,
): Promise<void> {
  await sql`
    insert into refusal (workspace_id, kind, account, key, contact_id, change_id)
    select ${workspaceId}, v.*, ${contactId}::bigint, ${changeId}::uuid from ${keys(values)} as v
    on conflict (workspace_id, kind, account, key, contact_id) do nothing`.execute(tx);
  await sql`
    update identifier i set state = 'contested', owner_id = null where i.workspace_id = ${workspaceId} and i.owner_id = ${contactId}
      and (i.kind, i.account, i.key) in (select * from ${keys(values)})`.execute(tx);
}

/** Takes that back. */
export async function liftRefusal(tx: Tx, workspaceId: string, contactId: number, value: ValueKey): Promise<void> {
  await sql`delete from refusal where workspace_id = ${workspaceId} and contact_id = ${contactId}
    and (kind, account, key) in (select * from ${keys([value])})`.execute(tx);
}

/** Remembers in a conversation that it is not with a card, whatever is said in it later. */
export async function setAside(tx: Tx, workspaceId: string, conversationId: string, one: SetAside): Promise<void> {
  await notAside(tx, workspaceId, conversationId, one.contactId);
  await sql`
    update conversation set details = jsonb_set(details, '{setAside}', coalesce(details -> 'setAside', '[]') || ${JSON.stringify([one])}::jsonb)
    where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx);
}

/** Forgets it. */
export async function notAside(tx: Tx, workspaceId: string, conversationId: string, contactId: number): Promise<void> {
  await sql`
    update conversation set details = jsonb_set(details, '{setAside}', coalesce((
      select jsonb_agg(one) from jsonb_array_elements(details -> 'setAside') one where (one ->> 'contactId')::bigint <> ${contactId}), '[]'))
    where workspace_id = ${workspaceId} and id = ${conversationId} and details -> 'setAside' is not null`.execute(tx);
}

/**
 * What a person says now counts for what was doubted: the card is no longer one that the conversation is not with, and its values were seen with it,
 * so that a number is no longer one that was long unseen (R-REC-5).
 */
export async function nowTheirs(tx: Tx, workspaceId: string, root: RootConversation, contactId: number): Promise<void> {
  await notAside(tx, workspaceId, root.id, contactId);
  const last = new Date(root.lastAt.getTime() - 1);
  await sql`
    update identifier i set last_seen = ${last} from participant p
    where p.workspace_id = ${workspaceId} and p.conversation_id = any(${root.conversationIds}::uuid[]) and p.role in ('from', 'also')
      and i.workspace_id = p.workspace_id and i.kind = p.kind and i.account = p.account and i.key = p.key and i.owner_id = ${contactId}
      and (i.last_seen is null or i.last_seen < ${last})`.execute(tx);
}

function keys(values: ValueKey[]) {
  return sql`unnest(${values.map(({ kind }) => kind)}::text[], ${values.map(({ account }) => account)}::text[], ${values.map(({ key }) => key)}::text[])`;
}
