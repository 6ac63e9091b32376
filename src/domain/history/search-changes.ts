import { sql } from 'kysely';
import { askedTerms } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { among } from '../contacts/among.ts';
import type { Actor } from '../operators/actor.ts';
import { mayReadRoot } from './may-read-root.ts';
import { readChanges } from './read-changes.ts';
import { answers, mayAnswer } from './snippet.ts';

/** The newest changes that are looked through. */
const most = 1_000;

/**
 * The changes of a card in whose values, as the actor may read them, the words stand: those that stand alone, and of the others the conversations on the
 * axis, for which they count. What may be read is asked only of changes that have the words at all.
 */
export async function changesSaying(
  tx: Tx,
  actor: Actor,
  family: number[],
  query: string,
): Promise<{ alone: string[]; conversations: string[] }> {
  const { rows } = await sql<{ id: string; rootId: string | null; sides: unknown }>`
    select i.change_id as id, c.root_id, (select json_agg(json_build_array(t.before, t.after)) from change_item t
      where t.workspace_id = ${actor.workspaceId} and t.change_id = i.change_id) as sides
    from (select distinct at, change_id from change_item where workspace_id = ${actor.workspaceId} and contact_id ${among(family)}
      order by at desc, change_id desc limit ${most}) i
    join change ch on ch.workspace_id = ${actor.workspaceId} and ch.id = i.change_id
    left join conversation c on c.workspace_id = ch.workspace_id and c.id = ch.conversation_id and c.contact_id ${among(family)}
      and ${mayReadRoot(actor)}`.execute(tx);
  const asked = askedTerms(query);
  const candidates = rows.filter(({ sides }) => mayAnswer(leavesOf(sides), asked));
  const changes = await readChanges(
    tx,
    actor,
    candidates.map(({ id }) => id),
  );
  const hit = new Set(
    changes.filter((change) => answers(change.items.flatMap(textsOf).join('\n'), asked)).map(({ id }) => id),
  );
  const found = candidates.filter(({ id }) => hit.has(id));
  return {
    alone: found.filter(({ rootId }) => rootId === null).map(({ id }) => id),
    conversations: found.flatMap(({ rootId }) => rootId ?? []),
  };
}

/** Every text and number in what is kept, however deep. */
function leavesOf(kept: unknown): string[] {
  if (typeof kept === 'object' && kept !== null) return Object.values(kept).flatMap(leavesOf);
  return kept === null || kept === undefined ? [] : [String(kept)];
}

function textsOf({ before, after }: { before: unknown; after: unknown }): string[] {
  return [before, after].flatMap((side) => {
    if (typeof side === 'string') return side;
    if (typeof side !== 'object' || side === null) return [];
    const { display, key, label, subject } = side as Record<string, unknown>;
    return [display, key, label, subject].filter((text) => typeof text === 'string');
  });
}
