import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { NotRestored, PastChange } from './past-change.ts';
import type { TouchedCards } from './touched-cards.ts';

/**
 * Puts back the keys of imports: what an import row made of a card is forgotten with it, also where the card goes to the bin, so that the same row can
 * be imported again.
 */
export async function putBackImportKeys(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  cards: TouchedCards,
  notRestored: NotRestored,
): Promise<void> {
  for (const { target, contactId, before, after } of change.items) {
    if (target !== 'importKey' || contactId === null || !cards.states.has(contactId)) continue;
    const [was, is] = [before, after] as ({ source: string; key: string } | null)[];
    if (is) {
      const family = [contactId, cards.stoodFor.get(contactId) ?? contactId];
      await sql`delete from contact_import_key where workspace_id = ${workspaceId} and source = ${is.source} and key = ${is.key}
        and contact_id = any(${family}::bigint[])`.execute(tx);
    }
    if (!was) continue;
    const { numAffectedRows } = await sql`insert into contact_import_key (workspace_id, source, key, contact_id)
      values (${workspaceId}, ${was.source}, ${was.key}, ${contactId}) on conflict do nothing`.execute(tx);
    const isBack =
      numAffectedRows === 1n ||
      cards.states.get(contactId)?.importKeys.some((key) => key.source === was.source && key.key === was.key);
    if (!isBack) notRestored.push({ target, contactId, reason: 'takenElsewhere' });
  }
}
