import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import { isOf, type Visitor } from './visitor.ts';

/** An attachment of a message that the visitor sees. NOT_FOUND for any other. */
export async function readVisitorAttachment(
  tx: Tx,
  visitor: Visitor,
  id: string,
): Promise<{ name: string; digest: Buffer }> {
  const { rows } = await sql<{ name: string; digest: Buffer }>`
    select a.name, a.digest from conversation c
    join attachment a on a.workspace_id = c.workspace_id
    join entry e on e.workspace_id = a.workspace_id and e.id = a.entry_id and e.conversation_id = a.conversation_id
    where ${isOf(visitor)} and a.id = ${id} and a.digest is not null and e.kind = 'message'
      and a.conversation_id = c.id
      and e.at >= c.first_at`.execute(tx);
  if (!rows[0]) throw notFound('attachment');
  return rows[0];
}
