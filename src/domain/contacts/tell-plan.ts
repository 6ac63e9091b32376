import { sql } from 'kysely';
import type { MergePlan } from '#contract/merge.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf } from '../operators/policy.ts';
import type { CardState } from './card-state.ts';
import type { MergeDecision } from './plan-merge.ts';
import { tellIdentifiers } from './read-identifiers.ts';

/** A merge as the API tells it, before it is done: the values as they will stand, each with the card it stands on now. */
export async function tellPlan(
  tx: Tx,
  actor: Actor,
  [survivor, ...merged]: CardState[],
  decision: MergeDecision,
): Promise<MergePlan> {
  const named = (card: CardState) => ({ id: card.id, name: card.name?.value ?? null });
  const cards = [survivor as CardState, ...merged];
  const ids = cards.map(({ id }) => id);
  const standing = await tellIdentifiers(tx, actor, ids);
  return {
    survivor: named(survivor as CardState),
    merged: merged.map(named),
    fields: decision.fields.map(({ values, ...field }) => ({
      ...field,
      values: values.map(({ contactId, value: { value, source, at } }) => ({ contactId, value, source, at })),
    })),
    identifiers: standing.flatMap(({ contactId, ...told }) => {
      const planned = decision.values.find(({ id }) => id === told.id);
      return planned ? { ...told, contactId, state: planned.state, main: planned.main } : [];
    }),
    tags: decision.tags,
    conversations: await countConversations(tx, actor, ids),
    warnings: decision.warnings,
    changeId: null,
  };
}

async function countConversations(tx: Tx, actor: Actor, ids: number[]): Promise<MergePlan['conversations']> {
  const { rows } = await sql<{ contactId: number; count: number }>`
    select contact_id, sum(conversations)::int as count from contact_activity a
    where a.workspace_id = ${actor.workspaceId} and a.contact_id = any(${ids}::bigint[]) and ${mayKnowOf(actor, sql.ref('a.queue_id'))}
    group by contact_id`.execute(tx);
  return ids.map((contactId) => ({ contactId, count: rows.find((row) => row.contactId === contactId)?.count ?? 0 }));
}
