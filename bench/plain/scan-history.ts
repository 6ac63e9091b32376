import type pg from 'pg';
import { mayKnowPlainly, mayReadPlainly } from './rights.ts';

/**
 * The time axis of a card by reading all of it (R-HIS-1): open conversations first, then everything newest first by its start; conversations of others in which
 * a value of the card takes part, where it came in; changes that stand alone.
 * @returns ids of conversations and changes, at most `atMost`.
 */
export async function scanHistory(
  plain: pg.Pool,
  operatorId: string,
  cardId: number,
  atMost: number,
): Promise<string[]> {
  const { rows } = await plain.query<{ id: string }>(
    `with family as (select id from contact where survivor_id = (select survivor_id from contact where id = $2)),
    known as (select v.id, v.root_id, v.contact_id, v.state, v.first_at, v.merged_into, ${mayKnowPlainly('$1::uuid')} as is_known, ${mayReadPlainly('$1::uuid', 'root.id')} as is_read
      from conversation v join conversation root on root.id = v.root_id join queue q on q.id = root.queue_id),
    linked as (select id, first_at as at, state <> 'closed' as is_open from known
      where contact_id in (select id from family) and merged_into is null and is_known),
    others as (select v.root_id as id, min(p.first_at) as at from participant p
      join identifier i on i.kind = p.kind and i.account = p.account and i.key = p.key and i.owner_id in (select id from family)
      join known v on v.id = p.conversation_id join known root on root.id = v.root_id
      where p.listed and root.is_known and coalesce(root.contact_id not in (select id from family), true) group by v.root_id),
    changes as (select distinct i.change_id as id, i.at, ch.conversation_id from change_item i join change ch on ch.id = i.change_id
      where i.contact_id in (select id from family)),
    alone as (select ch.id, ch.at from changes ch left join known v on v.id = ch.conversation_id left join known root on root.id = v.root_id
      where ch.conversation_id is null or (not (coalesce(root.contact_id in (select id from family), false) and root.is_read)
        and (root.is_known or exists (select from change_item o where o.change_id = ch.id and o.target <> 'link'))))
    select id from (select id, at, is_open from linked union all select id, at, false from others union all select id, at, false from alone) axis
    order by is_open desc, at desc, id desc limit $3`,
    [operatorId, cardId, atMost],
  );
  return rows.map(({ id }) => id);
}
