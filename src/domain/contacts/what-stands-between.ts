import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import { keyText } from './attach-values.ts';
import type { KeptPair } from './duplicates/decide-duplicate.ts';

/** A card that takes part in a merge, with the ids that lead to it: its own, and those merged into it before. */
export interface CardWithIds {
  id: number;
  ids: number[];
}

/** A pair of cards as it was suggested or decided. */
export type PairBetween = Omit<KeptPair, 'contactId'>;

/** The pairs of any two of some cards, as JSON. */
export function pairsIn(workspaceId: string, ids: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(json_build_object('a', p.a_id, 'b', p.b_id, 'state', p.state, 'decidedBy', p.decided_by, 'decidedAt', p.decided_at,
      'changeId', p.change_id) order by p.a_id, p.b_id), '[]')
    from duplicate_pair p where p.workspace_id = ${workspaceId} and p.a_id = any(${ids}) and p.b_id = any(${ids}))`;
}

/** Of such pairs those between two of the cards, or any two that were merged into them. */
export function pairsAmong(cards: CardWithIds[], pairs: PairBetween[]): PairBetween[] {
  const cardOf = (id: number) => cards.find((card) => card.ids.includes(id));
  return pairs
    .filter(({ a, b }) => cardOf(a) !== cardOf(b))
    .map((pair) => ({ ...pair, decidedAt: pair.decidedAt && new Date(pair.decidedAt).toISOString() }));
}

/** Whether an operator worked on the card `c`: whatever was done to its values by hand, not only to what is linked to it. */
export const isCurated: RawBuilder<unknown> = sql`exists (select from change_item i join change h on h.workspace_id = i.workspace_id and h.id = i.change_id
  where i.workspace_id = c.workspace_id and i.contact_id = c.id and i.target not in ('link', 'duplicate') and h.actor ->> 'type' = 'operator')`;

/**
 * The contested values that nobody owns, that stand on several of some cards and on no other, and of which nobody said that they are not theirs, as JSON:
 * the doubt whose they are ends with the merge.
 * @param cards the ids of those that stay for themselves. @param ids of all that lead to them.
 */
export function contestedAmong(
  workspaceId: string,
  cards: RawBuilder<unknown>,
  ids: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(select coalesce(json_agg(json_build_object('kind', i.kind, 'account', i.account, 'key', i.key)), '[]')
    from (select v.kind, v.account, v.key from contact_identifier v where v.workspace_id = ${workspaceId} and v.contact_id = any(${cards})
      group by v.kind, v.account, v.key having count(*) > 1) several
    join identifier i on i.workspace_id = ${workspaceId} and i.kind = several.kind and i.account = several.account and i.key = several.key
    where i.state = 'contested'
      and not exists (select from contact_identifier other where other.workspace_id = i.workspace_id and other.kind = i.kind
        and other.account = i.account and other.key = i.key and other.contact_id <> all(${cards}))
      and not exists (select from refusal r where r.workspace_id = i.workspace_id and r.kind = i.kind and r.account = i.account and r.key = i.key
        and r.contact_id = any(${ids})))`;
}

/** Such values by keyText. */
export async function theirsAlone(tx: Tx, workspaceId: string, families: CardWithIds[]): Promise<Set<string>> {
  const cards = sql`${families.map(({ id }) => id)}::bigint[]`;
  const ids = sql`${families.flatMap((family) => family.ids)}::bigint[]`;
  const { rows } = await sql<{ values: ValueKey[] }>`
    select ${contestedAmong(workspaceId, cards, ids)} as values`.execute(tx);
  return new Set(rows[0]?.values.map(keyText));
}
