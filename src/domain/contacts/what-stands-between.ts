import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { valuesOfSeveral } from './apply-merge.ts';
import { keyText } from './attach-values.ts';
import type { CardState } from './card-state.ts';
import type { KeptPair } from './duplicates/decide-duplicate.ts';
import type { CardWithIds } from './merged-cards.ts';

/** The pairs that were suggested or decided between the cards, or between any two that were merged into them. */
export async function pairsAmong(
  tx: Tx,
  workspaceId: string,
  cards: CardWithIds[],
): Promise<Omit<KeptPair, 'contactId'>[]> {
  const ids = cards.flatMap((card) => card.ids);
  const { rows } = await sql<Omit<KeptPair, 'contactId' | 'decidedAt'> & { decidedAt: Date | null }>`
    select a_id as a, b_id as b, state, decided_by, decided_at, change_id from duplicate_pair
    where workspace_id = ${workspaceId} and a_id = any(${ids}::bigint[]) and b_id = any(${ids}::bigint[])
    order by a_id, b_id`.execute(tx);
  const cardOf = (id: number) => cards.find((card) => card.ids.includes(id));
  return rows
    .filter(({ a, b }) => cardOf(a) !== cardOf(b))
    .map((row) => ({ ...row, decidedAt: row.decidedAt?.toISOString() ?? null }));
}

/**
 * The contested values, by keyText, that nobody owns, that stand on several of these cards and on no other, and of which nobody said that they are not
 * theirs: the doubt whose they are ends with the merge.
 */
export async function theirsAlone(
  tx: Tx,
  workspaceId: string,
  cards: CardState[],
  families: CardWithIds[],
): Promise<Set<string>> {
  const several = valuesOfSeveral(cards);
  if (several.length === 0) return new Set();
  const { rows } = await sql<{ kind: string; account: string; key: string }>`
    select i.kind, i.account, i.key from identifier i
    where i.workspace_id = ${workspaceId} and i.state = 'contested' and (i.kind, i.account, i.key) in (
        select * from unnest(${several.map(({ kind }) => kind)}::text[], ${several.map(({ account }) => account)}::text[], ${several.map(({ key }) => key)}::text[]))
      and not exists (select from contact_identifier other where other.workspace_id = i.workspace_id and other.kind = i.kind
        and other.account = i.account and other.key = i.key and other.contact_id <> all(${cards.map(({ id }) => id)}::bigint[]))
      and not exists (select from refusal r where r.workspace_id = i.workspace_id and r.kind = i.kind and r.account = i.account and r.key = i.key
        and r.contact_id = any(${families.flatMap(({ ids }) => ids)}::bigint[]))`.execute(tx);
  return new Set(rows.map(keyText));
}

/** On how many of the cards an operator worked: whatever was done to their values by hand, not only to what is linked to them. */
export async function curatedCards(tx: Tx, workspaceId: string, cards: CardWithIds[]): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select member.card as id from unnest(${cards.flatMap(({ id, ids }) => ids.map(() => id))}::bigint[], ${cards.flatMap(({ ids }) => ids)}::bigint[])
      as member (card, id)
    where exists (select from change_item i join change h on h.workspace_id = i.workspace_id and h.id = i.change_id
      where i.workspace_id = ${workspaceId} and i.contact_id = member.id and i.target not in ('link', 'duplicate') and h.actor ->> 'type' = 'operator')`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id)).size;
}
