import { type RawBuilder, sql } from 'kysely';
import { searchVector } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { bodyWithout, hasRecording, hasWords, takeAnswers, takeFiles } from './take-away.ts';

/** The parts of conversations, locked, and the span of time that their entries lie in. */
export interface Parts {
  ids: string[];
  from: Date;
  to: Date;
}

/**
 * Words of messages and notes, subjects, answers of forms, parameters, and whatever quotes them: drafts, what was said with a redirect or a callback, the
 * last words of the list, subjects in changes. Of changes of parameters and of what was noted of the client the values go; they cannot be undone.
 * @returns the conversations that had any.
 */
export async function takeText(tx: Tx, workspaceId: string, parts: Parts, now: Date): Promise<string[]> {
  const went = await updateEntries(tx, workspaceId, parts, hasWords, {
    set: sql`text = null, tsv = '', body = ${bodyWithout(['transcript', 'choices'])}`,
    kind: 'text',
    now,
  });
  const of = sql`conversation_id = any(${parts.ids}::uuid[])`;
  await takeAnswers(tx, workspaceId, of);
  await sql`delete from draft where workspace_id = ${workspaceId} and ${of}`.execute(tx);
  await sql`update handover set note = null where workspace_id = ${workspaceId} and ${of} and note is not null`.execute(
    tx,
  );
  await sql`update follow_up set note = null where workspace_id = ${workspaceId} and ${of} and note is not null`.execute(
    tx,
  );
  await sql`
    update sending set message = message #- '{mail,subject}', state = case when state in ('waiting', 'failed') then 'cancelled' else state end
    where workspace_id = ${workspaceId} and ${of}`.execute(tx);
  await sql`
    update conversation set last_text = null, subject = null, parameters = '{}', details = details - 'parameterSources'
    where workspace_id = ${workspaceId} and id = any(${parts.ids}::uuid[])`.execute(tx);
  await takeFromChanges(tx, workspaceId, parts.ids, now);
  return went;
}

/** Files of messages, and their names from search. What else the messages said is found still. @returns the conversations that had any. */
export async function takeAttachments(tx: Tx, workspaceId: string, parts: Parts, now: Date): Promise<string[]> {
  const { rows } = await sql<{
    at: Date;
    id: string;
    conversationId: string;
    text: string | null;
    subject: string | null;
    transcript: { text: string }[] | null;
  }>`
    select e.at, e.id, e.conversation_id, case when e.direction = 'out' then coalesce(left(e.text, (e.body ->> 'newLength')::int), e.text) else e.text end as text,
      e.body ->> 'subject' as subject, e.body #> '{call,transcript}' as transcript
    from entry e where ${inParts(workspaceId, parts)} and exists (
      select from attachment a where a.workspace_id = e.workspace_id and a.entry_id = e.id)`.execute(tx);
  for (const { at, id, text, subject, transcript } of rows) {
    const spoken = transcript?.map((line) => line.text).join('\n');
    await sql`
      update entry set tsv = ${searchVector(subject ?? undefined, text ?? undefined, spoken)}::tsvector,
        removed = removed || jsonb_build_object('attachments', ${now.toISOString()}::text)
      where workspace_id = ${workspaceId} and at = ${at} and id = ${id}`.execute(tx);
  }
  await takeFiles(tx, workspaceId, sql`conversation_id = any(${parts.ids}::uuid[])`, now);
  return rows.map(({ conversationId }) => conversationId);
}

/** Where the recordings of calls lie. @returns the conversations that had any. */
export async function takeRecordings(tx: Tx, workspaceId: string, parts: Parts, now: Date): Promise<string[]> {
  const set = sql`body = body #- '{call,recording}'`;
  return updateEntries(tx, workspaceId, parts, hasRecording, { set, kind: 'recordings', now });
}

function inParts(workspaceId: string, { ids, from, to }: Parts): RawBuilder<unknown> {
  return sql`e.workspace_id = ${workspaceId} and e.conversation_id = any(${ids}::uuid[]) and e.at >= ${from} and e.at <= ${to}`;
}

async function updateEntries(
  tx: Tx,
  workspaceId: string,
  parts: Parts,
  which: RawBuilder<boolean>,
  { set, kind, now }: { set: RawBuilder<unknown>; kind: string; now: Date },
): Promise<string[]> {
  const { rows } = await sql<{ conversationId: string }>`
    with went as (update entry e set ${set}, removed = e.removed || jsonb_build_object(${kind}::text, ${now.toISOString()}::text)
      where ${inParts(workspaceId, parts)} and ${which} returning e.conversation_id)
    select distinct conversation_id from went`.execute(tx);
  return rows.map(({ conversationId }) => conversationId);
}

/** Changes of the conversations themselves that hold what was said lose it; those of links lose the subject, and can be undone still. */
async function takeFromChanges(tx: Tx, workspaceId: string, ids: string[], now: Date): Promise<void> {
  await sql`
    with said as (
      update change_item i set before = null, after = null from change c
      where c.workspace_id = ${workspaceId} and c.conversation_id = any(${ids}::uuid[]) and i.workspace_id = c.workspace_id and i.change_id = c.id
        and (i.target like 'parameter:%' or i.target in ('clientNote', 'mergedConversation'))
      returning i.change_id)
    update change set removed_at = ${now} where workspace_id = ${workspaceId} and id in (select change_id from said)`.execute(
    tx,
  );
  await sql`
    update change_item set before = before || '{"subject": null}', after = after || '{"subject": null}'
    where workspace_id = ${workspaceId} and linked_conversation = any(${ids}::uuid[])
      and (before ->> 'subject' is not null or after ->> 'subject' is not null)`.execute(tx);
}
