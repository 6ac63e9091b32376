import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import type { CardState } from './card-state.ts';
import { readContact } from './read-contact.ts';

/**
 * Refuses a save of a card that changed since it was read (R-DIR-7): STALE, with the newer card and `differs`, the targets changed since:
 * `name`, `identifier:<id>`, `attribute:<name>`, `tag:<tag>`, `state`. A screen whose edits touch none of them may repeat them on the newer version.
 */
export async function refuseStale(tx: Tx, actor: Actor, card: CardState, version: number): Promise<void> {
  if (version === card.version) return;
  const data = {
    contact: await readContact(tx, actor, card.id),
    differs: await changedSince(tx, actor, card, version),
  };
  throw new Refusal('STALE', 'Somebody changed this card since you opened it. Look at what changed, then save again.', {
    data,
  });
}

/** Every change of a card's values counts its version up by one: the last so many changes are those since a version. */
async function changedSince(tx: Tx, actor: Actor, card: CardState, version: number): Promise<string[]> {
  const { rows } = await sql<{ target: string }>`
    with since as (
      select change_id from change_item
      where workspace_id = ${actor.workspaceId} and contact_id = ${card.id} and target <> 'link'
      group by change_id order by max(at) desc, change_id limit ${Math.max(0, card.version - version)})
    select distinct case target when 'identifier' then 'identifier:' || (coalesce(after, before) ->> 'id')
      when 'tag' then 'tag:' || (coalesce(after, before) #>> '{}') else target end as target
    from change_item i where i.workspace_id = ${actor.workspaceId} and i.contact_id = ${card.id} and target <> 'link'
      and i.change_id in (select change_id from since)
    order by 1`.execute(tx);
  return rows.map(({ target }) => target);
}
