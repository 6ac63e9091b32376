import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';

/** What somebody entered in a field that identifies: evidence of the conversation. `was`: its trust before, null where it was none. */
export interface GivenEvidence extends ValueKey {
  display: string;
  trust: number;
  was?: number | null;
}

/** Makes an entered value evidence of a conversation. @returns the trust it had before; null where it was none. */
export async function giveEvidence(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  { kind, account, key, display, trust }: GivenEvidence,
): Promise<number | null> {
  const { rows } = await sql<{ trust: number | null }>`
    select coalesce(trust, 0) as trust from participant where ${same(workspaceId, conversationId, { kind, account, key })}`.execute(
    tx,
  );
  await sql`
    insert into participant (workspace_id, conversation_id, kind, account, key, role, display, name, trust, listed, first_at, place)
    values (${workspaceId}, ${conversationId}, ${kind}, ${account}, ${key}, 'also', ${display}, null, ${trust}, false, ${new Date()}, 0)
    on conflict (workspace_id, conversation_id, kind, account, key, role) do update
      set trust = greatest(participant.trust, excluded.trust)`.execute(tx);
  return rows[0]?.trust ?? null;
}

/** Takes back what was entered; what a message said too stays as it said it. */
export async function takeEvidence(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  { was = null, ...value }: GivenEvidence,
): Promise<void> {
  const one = same(workspaceId, conversationId, value);
  if (was === null) await sql`delete from participant where ${one}`.execute(tx);
  else await sql`update participant set trust = ${was} where ${one}`.execute(tx);
}

function same(workspaceId: string, conversationId: string, { kind, account, key }: ValueKey) {
  return sql`workspace_id = ${workspaceId} and conversation_id = ${conversationId} and kind = ${kind} and account = ${account}
    and key = ${key} and role = 'also'`;
}
