import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#db/database.ts';

/** Whether the entry `e` holds words of anybody, in whatever shape. What the desk says of itself (an event) is none. */
export const hasWords = sql<boolean>`(not (e.body ? 'event') and (coalesce(e.text, '') <> ''
  or e.body ?| array['subject', 'html', 'form', 'parameters'] or e.body -> 'call' ?| array['transcript', 'choices']))`;

/** Whether the entry `e` is a call of which there is a recording. */
export const hasRecording = sql<boolean>`(e.body #> '{call,recording}' is not null)`;

/**
 * The body of an entry without its words: who wrote to whom by mail stays, and of a call that it was.
 * @param lost what of a call goes.
 */
export function bodyWithout(lost: ('transcript' | 'choices' | 'recording')[]): RawBuilder<unknown> {
  return sql`jsonb_strip_nulls(jsonb_build_object('mail', body -> 'mail', 'call', (body -> 'call') - ${lost}::text[]))`;
}

/** What forms were filled in with, and what they were offered with. @param of a condition on `form_sent`. */
export async function takeAnswers(tx: Tx, workspaceId: string, of: RawBuilder<unknown>): Promise<void> {
  await sql`
    update form_sent set answers = null, prefill = '{}', state = case when state in ('asked', 'proposed') then 'cancelled' else state end
    where workspace_id = ${workspaceId} and ${of}`.execute(tx);
}

/**
 * The files are nobody's here any more; what nobody else has is swept from the blob store (jobs/drop-blobs.ts).
 * @param of a condition on `attachment`.
 * @returns how many went.
 */
export async function takeFiles(tx: Tx, workspaceId: string, of: RawBuilder<unknown>, at: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    with gone as (delete from attachment where workspace_id = ${workspaceId} and ${of} returning digest),
      dropped as (insert into dropped_blob (workspace_id, digest, at) select distinct ${workspaceId}::uuid, digest, ${at}::timestamptz from gone
        where digest is not null on conflict do nothing)
    select count(*) as gone from gone`.execute(tx);
  return rows[0]?.gone ?? 0;
}
