import { sql } from 'kysely';
import type { MergePlan } from '#contract/merge.ts';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf } from '../operators/policy.ts';
import type { CardState } from './card-state.ts';
import type { MergeDecision } from './plan-merge.ts';
import { tellIdentifiers } from './read-identifiers.ts';

/** What is told of cards that are to be merged, and not of the merge itself. */
interface Standing {
  identifiers: Awaited<ReturnType<typeof tellIdentifiers>>;
  conversations: MergePlan['conversations'];
}

/** Reads it. */
export async function readStanding(tx: Tx, actor: Actor, cards: CardState[]): Promise<Standing> {
  const ids = cards.map(({ id }) => id);
  const [identifiers, conversations] = await together([
    tellIdentifiers(tx, actor, ids),
    countConversations(tx, actor, ids),
  ]);
  return { identifiers, conversations };
}

/** A merge as the API tells it, before it is done: the values as they will stand, each with the card it stands on now. */
export function tellPlan(
  [survivor, ...merged]: [CardState, ...CardState[]],
  decision: MergeDecision,
  { identifiers, conversations }: Standing,
): MergePlan {
  const named = (card: CardState) => ({ id: card.id, name: card.name?.value ?? null });
  return {
    survivor: named(survivor),
    merged: merged.map(named),
    fields: decision.fields.map(({ values, ...field }) => ({
      ...field,
      values: values.map(({ contactId, value: { value, source, at } }) => ({ contactId, value, source, at })),
    })),
    identifiers: identifiers.flatMap(({ contactId, ...told }) => {
      const planned = decision.values.find(({ id }) => id === told.id);
      return planned ? { ...told, contactId, state: planned.state, main: planned.main } : [];
    }),
    tags: decision.tags,
    conversations,
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
