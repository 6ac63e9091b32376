import { sql } from 'kysely';
import type { Change } from '#contract/history.ts';
import type { Tx } from '#db/database.ts';
import { among } from '../contacts/among.ts';
import type { Actor } from '../operators/actor.ts';
import type { ConversationOnAxis } from './history-conversations.ts';
import { type ChangeRow, changeColumns, tellChanges } from './tell-changes.ts';

/** Changes shown under one conversation; all of them count. */
const changesShown = 50;

/** The changes of a page: those that stand alone by their id, and those of its conversations, newest first, by the conversation's. */
export interface PageChanges {
  alone: Map<string, Change>;
  under: Map<string, { count: number; shown: Change[] }>;
}

/**
 * The changes of a page of the axis, in one pass: those of the conversations that may be read, as far as they are of this card or of no card, and those
 * that stand alone. What the page knows of its conversations is not asked again.
 * @param family the card and those merged into it, which the actor sees.
 */
export async function readPageChanges(
  tx: Tx,
  actor: Actor,
  family: number[],
  conversations: ConversationOnAxis[],
  alone: string[],
): Promise<PageChanges> {
  const parts = conversations.flatMap((one) => (one.isReadable ? one.parts : []));
  if (parts.length === 0 && alone.length === 0) return { alone: new Map(), under: new Map() };
  const rows = await readRows(tx, actor.workspaceId, family, parts, alone);
  const told = rows.filter((row) => row.items !== null);
  const seen = new Map(
    conversations.flatMap(({ parts: of, isReadable }) => of.map((id) => [id, { known: true, read: isReadable }])),
  );
  const changes = await tellChanges(tx, actor, told, { seen, cards: new Set(family) });
  const rootOf = new Map(conversations.flatMap(({ id, parts: of }) => of.map((part) => [part, id])));
  const under = new Map<string, { count: number; shown: Change[] }>();
  for (const { id, of } of rows) {
    const root = of !== null && rootOf.get(of);
    if (!root) continue;
    const change = changes.get(id);
    const group = under.get(root) ?? { count: 0, shown: [] };
    group.count += 1;
    if (change && group.shown.length < changesShown) group.shown.push(change);
    under.set(root, group);
  }
  return { alone: changes, under };
}

/** `of`: the conversation under which it is shown; null for one that stands alone. Items are read of those that are shown. */
type PageRow = ChangeRow & { of: string | null };

/** The lists stand as subqueries: of lists whose length PostgreSQL can see at each call it never keeps a plan (among.ts). */
async function readRows(tx: Tx, workspaceId: string, family: number[], parts: string[], alone: string[]) {
  const { rows } = await sql<PageRow>`
    with wanted as materialized (
      select ch.id, ch.conversation_id as of, row_number() over (partition by ch.conversation_id order by ch.at desc, ch.id) as n
      from change ch
      where ch.workspace_id = ${workspaceId} and ch.conversation_id = any((select ${parts}::uuid[])::uuid[])
        and exists (select from change_item i where i.workspace_id = ch.workspace_id and i.change_id = ch.id
          and (i.contact_id is null or i.contact_id ${among(family)}))
      union all
      select asked.id, null, 0 from unnest((select ${alone}::uuid[])) asked(id)
    )
    select w.of, told.*, w.id from wanted w left join lateral (
      select ${changeColumns} from change c where c.workspace_id = ${workspaceId} and c.id = w.id and w.n <= ${changesShown} offset 0
    ) told on true
    order by told.at desc nulls last, w.id`.execute(tx);
  return rows;
}
