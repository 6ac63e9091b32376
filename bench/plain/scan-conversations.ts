import type pg from 'pg';
import { mayReadPlainly } from './rights.ts';

/** The newest conversations with a tag that an operator may read, by reading all of them; those of senders who are kept out aside. */
export async function scanConversations(
  plain: pg.Pool,
  operatorId: string,
  tag: string,
  atMost: number,
): Promise<string[]> {
  const { rows } = await plain.query<{ id: string }>(
    `select v.id from conversation v join queue q on q.id = v.queue_id
    where $2 = any(v.tags) and v.merged_into is null and (v.kept_out is null or v.state <> 'closed') and ${mayReadPlainly('$1::uuid', 'v.id')}
    order by v.last_at desc, v.id desc limit $3`,
    [operatorId, tag, atMost],
  );
  return rows.map(({ id }) => id);
}
