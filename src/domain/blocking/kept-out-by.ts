import { sql } from 'kysely';
import type { KeptOut } from '#contract/blocking.ts';
import type { Tx } from '#db/database.ts';
import type { Evidence } from '../identity/evidence.ts';
import { standing } from './standing.ts';

/** What keeps a sender out: the row of the block, and as what. */
export interface KeptOutBy {
  id: string;
  how: KeptOut;
}

/** Clocks of providers run so many milliseconds behind ours: what was said at the moment of the block counts as later. */
const behind = 60_000;

/**
 * What keeps the sender of a message out at this moment (R-DSK-5), by any identifier that they write with; null lets them in. What they wrote before
 * they were blocked is not kept out when it comes late.
 */
export async function keptOutBy(
  tx: Tx,
  workspaceId: string,
  evidence: Evidence[],
  at: Date,
): Promise<KeptOutBy | null> {
  const values = evidence.filter(({ origin }) => origin === 'sender');
  if (values.length === 0) return null;
  const { rows } = await sql<KeptOutBy>`
    select b.id, b.how from blocked_sender b
    join unnest(${values.map(({ kind }) => kind)}::text[], ${values.map(({ account }) => account)}::text[], ${values.map(({ key }) => key)}::text[])
      as s (kind, account, key) on b.kind = s.kind and b.account = s.account and b.key = s.key
    where b.workspace_id = ${workspaceId} and ${standing} and b.at <= ${new Date(at.getTime() + behind)}
    order by b.at desc, b.id limit 1`.execute(tx);
  return rows[0] ?? null;
}
