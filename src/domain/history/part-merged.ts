import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { keyText } from '../contacts/attach-values.ts';
import { partValues } from '../contacts/part-values.ts';
import type { KeptValue, NotRestored, PastChange } from './past-change.ts';
import type { TouchedCards } from './touched-cards.ts';

/**
 * Gives each card that comes out of a merge its values again. Those that the merge found on a card, and that are not there by now, or not its own as
 * they were, are reported: somebody took them off, or another card has them since.
 */
export async function partMerged(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  { apart, stoodFor, standsFor }: TouchedCards,
  notRestored: NotRestored,
): Promise<void> {
  const survivors = new Set([...apart].flatMap((id) => stoodFor.get(id) ?? []));
  for (const survivor of survivors) {
    const members = [...standsFor].filter(([id]) => stoodFor.get(id) === survivor);
    await partValues(tx, workspaceId, survivor, new Map(members));
  }
  const had = change.items.flatMap(({ target, contactId, before }) => {
    const value = before as KeptValue | null;
    // what had come from a card that is one of its own by now went home with that
    const card = standsFor.get(value?.came?.[0]?.card ?? contactId ?? 0);
    return target === 'identifier' && value && contactId !== null && card ? { contactId, card, value } : [];
  });
  const now = await whereTheyStand(tx, workspaceId, had);
  for (const { contactId, card, value } of had) {
    const owner = now.get(`${card} ${keyText(value)}`);
    const wasOwned = value.state === 'owned' && value.came?.[0]?.owned !== false;
    const isBack = owner !== undefined && (!wasOwned || owner === card);
    if (isBack) continue;
    const reason = owner ? 'takenElsewhere' : 'changedLater';
    notRestored.push({ target: value.id ? `identifier:${value.id}` : 'identifier', contactId, reason });
  }
}

/** Of the values that stand on their cards, who owns each; null: nobody. */
async function whereTheyStand(
  tx: Tx,
  workspaceId: string,
  had: { card: number; value: KeptValue }[],
): Promise<Map<string, number | null>> {
  if (had.length === 0) return new Map();
  const { rows } = await sql<{ contactId: number; kind: string; account: string; key: string; ownerId: number | null }>`
    select c.contact_id, c.kind, c.account, c.key, i.owner_id
    from unnest(${had.map(({ card }) => card)}::bigint[], ${had.map(({ value }) => value.kind)}::text[],
      ${had.map(({ value }) => value.account)}::text[], ${had.map(({ value }) => value.key)}::text[]) as h (card, kind, account, key)
    join contact_identifier c on c.workspace_id = ${workspaceId} and c.contact_id = h.card and c.kind = h.kind and c.account = h.account and c.key = h.key collate "C"
    join identifier i on i.workspace_id = c.workspace_id and i.kind = c.kind and i.account = c.account and i.key = c.key`.execute(
    tx,
  );
  return new Map(rows.map(({ contactId, ownerId, ...value }) => [`${contactId} ${keyText(value)}`, ownerId]));
}
