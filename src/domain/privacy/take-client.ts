import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Parts } from './take-kinds.ts';

/**
 * Takes from conversations without a client, whose words are gone, who it was with: names, addresses, numbers, who took part, what colleagues noted, its thread.
 * Whoever writes again begins a new one. That a delivery came stays, so that the same one again is nothing new.
 */
export async function takeClient(tx: Tx, workspaceId: string, { ids, from, to }: Parts): Promise<string[]> {
  const of = sql`conversation_id = any(${ids}::uuid[])`;
  for (const table of ['participant', 'message_ref', 'verification'])
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and ${of}`.execute(tx);
  await sql`
    update entry set sender = case when direction = 'in' then jsonb_build_object('kind', sender -> 'kind', 'value', '') else sender end,
      body = jsonb_strip_nulls(jsonb_build_object('event', body -> 'event', 'call', (body -> 'call') - array['from', 'to']))
    where workspace_id = ${workspaceId} and ${of} and at >= ${from} and at <= ${to}`.execute(tx);
  await sql`update sending set message = '{}', error = null where workspace_id = ${workspaceId} and ${of}`.execute(tx);
  await sql`update follow_up set phone = null, attempts = '[]' where workspace_id = ${workspaceId} and ${of}`.execute(
    tx,
  );
  await sql`update automatic_reply set sender = '' where workspace_id = ${workspaceId} and ${of}`.execute(tx);
  await sql`update visitor set conversation_id = null where workspace_id = ${workspaceId} and ${of}`.execute(tx);
  await sql`
    update conversation set thread = 'removed:' || id, client_name = null, client_display = '', link = null, verdict = null,
      details = jsonb_strip_nulls(jsonb_build_object('invitedBy', details -> 'invitedBy', 'related', details -> 'related'))
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(tx);
  await takeFromChanges(tx, workspaceId, ids);
  return ids;
}

/** Who did what and when is left of the changes of the conversations themselves; of a link, that it was one. */
async function takeFromChanges(tx: Tx, workspaceId: string, ids: string[]): Promise<void> {
  await sql`
    with known as (
      update change_item i set before = null, after = null from change c
      where c.workspace_id = ${workspaceId} and c.conversation_id = any(${ids}::uuid[]) and i.workspace_id = c.workspace_id and i.change_id = c.id
        and i.contact_id is null and i.target not in ('conversationTag', 'entry', 'hold', 'link')
      returning i.change_id)
    update change set removed_at = ${new Date()}, reason = null where workspace_id = ${workspaceId} and id in (select change_id from known)`.execute(
    tx,
  );
  await sql`
    update change_item set before = before || '{"link": null, "subject": null}', after = after || '{"link": null, "subject": null}'
    where workspace_id = ${workspaceId} and linked_conversation = any(${ids}::uuid[])`.execute(tx);
}
