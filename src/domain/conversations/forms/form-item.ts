import { sql } from 'kysely';
import type { SentForm } from '#contract/form.ts';
import type { Tx } from '#db/database.ts';
import type { NotRestored, PastChange } from '../../history/past-change.ts';
import type { TouchedValue } from '../../history/record-change.ts';
import type { NotedClient } from './noted-client.ts';
import { setSent } from './sent-forms.ts';

/** What became of a form, as a change keeps it. */
interface KeptState {
  conversationId: string;
  sentId: string;
  value: SentForm['state'];
}

/** The item of a form whose answers went somewhere. */
export function formItem(
  conversationId: string,
  sentId: string,
  before: SentForm['state'],
  after: SentForm['state'],
): TouchedValue {
  const side = (value: SentForm['state']): KeptState => ({ conversationId, sentId, value });
  return { contactId: null, target: 'form', before: side(before), after: side(after) };
}

/** Answers that a change brought somewhere are proposals again, and what was noted of an unknown client by it is as it was, where nobody noted otherwise since. */
export async function putBackForms(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const done: TouchedValue[] = [];
  for (const { target, before, after } of change.items) {
    const isBack =
      target === 'form'
        ? await putBackState(tx, workspaceId, before as KeptState, after as KeptState)
        : target === 'clientNote'
          ? await putBackNote(tx, workspaceId, before as NotedClient, after as NotedClient)
          : null;
    if (isBack) done.push({ contactId: null, target, before: after, after: before });
    else if (isBack === false) notRestored.push({ target, contactId: null, reason: 'changedLater' });
  }
  return done;
}

async function putBackState(tx: Tx, workspaceId: string, before: KeptState, after: KeptState): Promise<boolean> {
  const { rows } = await sql<{ state: string }>`
    select state from form_sent where workspace_id = ${workspaceId} and id = ${before.sentId} for update`.execute(tx);
  if (rows[0]?.state !== after.value) return false;
  await setSent(tx, workspaceId, before.sentId, { state: before.value, changeId: null });
  return true;
}

async function putBackNote(tx: Tx, workspaceId: string, before: NotedClient, after: NotedClient): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update conversation set version = version + 1, link = case when contact_id is null then ${before.link && JSON.stringify(before.link)}::jsonb else link end,
      details = ${before.client ? sql`details || ${JSON.stringify({ client: before.client })}::jsonb` : sql`details - 'client'`}
    where workspace_id = ${workspaceId} and id = ${before.conversationId}
      and details -> 'client' is not distinct from ${after.client && JSON.stringify(after.client)}::jsonb`.execute(tx);
  return numAffectedRows === 1n;
}
