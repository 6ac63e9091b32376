import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { CardState } from '../contacts/card-state.ts';
import type { NotRestored } from './past-change.ts';

/** Takes a card out of the bin with those of its values that are still free. `was` names the values it owned. */
export async function takeFromBin(
  tx: Tx,
  workspaceId: string,
  card: CardState,
  was: unknown,
  notRestored: NotRestored,
): Promise<void> {
  const owned = (was as { owns?: string[] } | null)?.owns;
  const wanted = card.values.filter(({ id }) => !owned || owned.includes(id));
  await sql`update contact set state = 'active', binned_at = null where workspace_id = ${workspaceId} and id = ${card.id}`.execute(
    tx,
  );
  const { rows } = await sql<{ id: string }>`
    update identifier i set state = 'owned', owner_id = ${card.id}
    from (select v.* from contact_identifier c join identifier v using (workspace_id, kind, account, key)
      where c.workspace_id = ${workspaceId} and c.contact_id = ${card.id} and c.id = any(${wanted.map(({ id }) => id)}::uuid[])
      order by v.kind, v.account, v.key for update of v) l
    join contact_identifier c on c.workspace_id = l.workspace_id and c.contact_id = ${card.id} and c.kind = l.kind and c.account = l.account and c.key = l.key
    where i.workspace_id = l.workspace_id and i.kind = l.kind and i.account = l.account and i.key = l.key and i.state = 'free'
    returning c.id`.execute(tx);
  const back = new Set(rows.map(({ id }) => id));
  for (const { id } of wanted.filter((value) => owned && !back.has(value.id)))
    notRestored.push({ target: `identifier:${id}`, contactId: card.id, reason: 'takenElsewhere' });
}
