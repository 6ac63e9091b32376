import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { AttributeValue, ConflictingValue } from '#db/schema.ts';
import { isSameValue, type PastChange } from './past-change.ts';
import type { TouchedValue } from './record-change.ts';
import type { TouchedCards } from './touched-cards.ts';

/**
 * What a merge touched, with what was before it as it is seen by now: where an earlier merge had brought the single value that this one found, and was
 * undone since, it is what that one found. So merges come apart in any order.
 */
export async function sinceUndone(
  tx: Tx,
  workspaceId: string,
  { id, items }: PastChange,
  { apart, states }: TouchedCards,
): Promise<TouchedValue[]> {
  if (apart.size === 0 || !id) return items;
  const targets = new Set(items.map(({ target }) => target.replace(/^conflict:/u, '')).filter(isSingle));
  const { rows } = await sql<Brought>`
    with recursive this as materialized (
      select at from change where workspace_id = ${workspaceId} and id = ${id}
    ), brought as materialized (
      select i.change_id, i.n, i.at, i.contact_id, i.target
      from change_item i join change c on c.workspace_id = i.workspace_id and c.id = i.change_id and c.undoes is null
      where i.workspace_id = ${workspaceId} and i.contact_id = any(${[...states.keys()]}::bigint[]) and i.target = any(${[...targets]}::text[])
        and exists (select from change later where later.workspace_id = ${workspaceId} and later.undoes is not null and later.at > (select at from this))
    ), undoing as (
      select b.change_id, u.id, u.at, 1 as n
      from (select distinct change_id from brought) b join change u on u.workspace_id = ${workspaceId} and u.undoes = b.change_id
      union all
      select undoing.change_id, u.id, u.at, n + 1 from undoing join change u on u.workspace_id = ${workspaceId} and u.undoes = undoing.id
    ), undone as materialized (
      select change_id from undoing group by change_id
      having max(n) % 2 = 1 and max(at) > (select at from this)
    )
    select b.contact_id, b.target, i.before, i.after, b.change_id in (select change_id from undone) as is_undone
    from brought b join change_item i on i.workspace_id = ${workspaceId} and i.change_id = b.change_id and i.n = b.n
    where exists (select from undone) order by b.at desc`.execute(tx);
  if (rows.length === 0) return items; // mostly nothing was undone since (index change_undoing), and nothing of these cards is looked through
  return items.map((item) => {
    const isConflict = item.target.startsWith('conflict:');
    return { ...item, before: isConflict ? withoutTheirs(item, rows) : beforeAll(item, rows) };
  });
}

/** What some change brought to a field, the newest first; undoings only say of others that they no longer hold. `isUndone`: after the change that is looked at. */
type Brought = TouchedValue & { isUndone: boolean };

/** What was before, past all that brought it and is undone. What was brought again stands. */
function beforeAll({ contactId, target, before }: TouchedValue, all: Brought[]): unknown {
  if (before === null) return null;
  const place = all.findIndex((one) => one.contactId === contactId && one.target === target && same(one.after, before));
  const found = all[place];
  return found?.isUndone ? beforeAll(found, all.slice(place + 1)) : before;
}

/** What waited beside it as the card's own, and had come by such a merge, waits no longer. */
function withoutTheirs({ contactId, target, before }: TouchedValue, all: Brought[]): unknown {
  const field = target.slice('conflict:'.length);
  return (before as ConflictingValue[] | null)?.filter((waiting) => {
    const last = all.find(
      (one) => one.contactId === contactId && one.target === field && isSameValue(one.after as AttributeValue, waiting),
    );
    return waiting.contactId !== contactId || !last?.isUndone;
  });
}

function isSingle(target: string): boolean {
  return target === 'name' || target.startsWith('attribute:');
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
