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
  { items }: PastChange,
  { apart, states }: TouchedCards,
): Promise<TouchedValue[]> {
  if (apart.size === 0) return items;
  const { rows: undone } = await sql<TouchedValue>`
    select i.contact_id, i.target, i.before, i.after from change_item i join change c on c.workspace_id = i.workspace_id and c.id = i.change_id
    where i.workspace_id = ${workspaceId} and i.contact_id = any(${[...states.keys()]}::bigint[])
      and (i.target = 'name' or i.target like 'attribute:%') and c.verb = 'mergeContacts' and (
        with recursive undoing as (
          select u.id, 1 as n from change u where u.workspace_id = c.workspace_id and u.undoes = c.id
          union all
          select u.id, n + 1 from undoing join change u on u.workspace_id = c.workspace_id and u.undoes = undoing.id)
        select max(n) % 2 = 1 from undoing)
    order by i.at desc`.execute(tx);
  if (undone.length === 0) return items;
  return items.map((item) => {
    const isConflict = item.target.startsWith('conflict:');
    return { ...item, before: isConflict ? withoutTheirs(item, undone) : beforeAll(item, undone) };
  });
}

/** What waited beside it as the card's own, and had come by such a merge, waits no longer. */
function withoutTheirs({ contactId, target, before }: TouchedValue, undone: TouchedValue[]): unknown {
  const theirs = undone.filter((one) => one.contactId === contactId && target === `conflict:${one.target}`);
  return (before as ConflictingValue[] | null)?.filter(
    (waiting) =>
      waiting.contactId !== contactId || !theirs.some(({ after }) => isSameValue(after as AttributeValue, waiting)),
  );
}

function beforeAll({ contactId, target, before }: TouchedValue, undone: TouchedValue[]): unknown {
  const place = undone.findIndex(
    (one) =>
      one.contactId === contactId && one.target === target && JSON.stringify(one.after) === JSON.stringify(before),
  );
  const found = before === null ? undefined : undone[place];
  return found ? beforeAll({ ...found, after: null }, undone.toSpliced(place, 1)) : before;
}
