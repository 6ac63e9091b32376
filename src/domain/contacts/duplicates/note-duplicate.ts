import { sql } from 'kysely';
import type { DuplicateReason } from '#contract/duplicate.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../../live/announce.ts';

/** Who noted a pair, why in codes, and the whole reason as they have it, which is kept and not told. */
export interface DuplicateNote {
  by: 'recognition' | 'import';
  reasons: DuplicateReason[];
  reason?: unknown;
}

/**
 * Notes that two cards may be one client: recognition, when one conversation matched both, or an import, when a row brings a value of another
 * card. Cheap enough for the intake: how probable it is, the background says (keep-finding.ts looks at `a` as changed), never below 0.5.
 * A pair that was decided (not a duplicate, merged) stays so, also when one of the cards was merged into another since; noting the
 * same again changes nothing.
 * @param a the card at hand, which the caller writes to anyway; `b` the other one.
 */
export async function notePossibleDuplicate(
  tx: Tx,
  workspaceId: string,
  a: number,
  b: number,
  { by, reasons, reason }: DuplicateNote,
): Promise<void> {
  if (a === b) return;
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const family = (id: number) =>
    sql`(select f.id from contact f where f.workspace_id = ${workspaceId} and f.survivor_id = ${id})`;
  const { rows } = await sql`
    with noted as (
      insert into duplicate_pair as p (workspace_id, a_id, b_id, score, reasons, reason, by, at)
      select ${workspaceId}, ${low}::bigint, ${high}::bigint, 0.5, ${JSON.stringify(reasons)}::jsonb, ${reason === undefined ? null : JSON.stringify(reason)}::jsonb,
        ${by}, ${new Date()}::timestamptz
      where not exists (select from duplicate_pair d where d.workspace_id = ${workspaceId} and d.state = 'notDuplicate'
        and ((d.a_id in ${family(low)} and d.b_id in ${family(high)}) or (d.a_id in ${family(high)} and d.b_id in ${family(low)})))
      on conflict (workspace_id, a_id, b_id) do update
        set score = greatest(p.score, 0.5), reasons = excluded.reasons || p.reasons, reason = coalesce(p.reason, excluded.reason)
        where p.state in ('open', 'later') and not p.reasons @> '[{"field":"noted"}]'
      returning 1)
    update contact set updated_at = ${new Date()} where workspace_id = ${workspaceId} and id = ${a} and exists (select from noted)
    returning id`.execute(tx);
  if (rows.length > 0) await announce(tx, workspaceId, { topic: 'contact', contactIds: [low, high], what: 'change' });
}

/** The reason of a note. */
export function notedReason(code: 'oneConversation' | 'importedRow' | 'sharedValue'): DuplicateReason {
  return { field: 'noted', code, verdict: 'for', weight: 0, left: null, right: null };
}
