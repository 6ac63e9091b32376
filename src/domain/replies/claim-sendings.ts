import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ChannelAddress, MailEnvelope, ReplyToSend } from './reply-sender.ts';

/** A reply that this process alone sends now, until its lease is over. */
export interface ClaimedSending {
  sendingId: string;
  /** Which try it is, the first is 1: what was claimed anew since is no longer ours. */
  tries: number;
  reply: ReplyToSend;
}

/** Workspaces that have something to send now. `tx` comes from `atTheDoor`. */
export async function workspacesToSend(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select workspaces_to_send() as id`.execute(tx);
  return rows.map((row) => row.id);
}

/**
 * Claims replies whose time has come, the oldest first. Several processes may ask at once: each reply goes to one of them. One whose process died is
 * claimed again when its lease is over. Of one conversation only the oldest that has not left is claimed: they leave in the order in which they were written.
 * @param options `most`: so many at most; `lease`: milliseconds.
 */
export async function claimSendings(
  tx: Tx,
  workspaceId: string,
  { most, lease }: { most: number; lease: number },
): Promise<ClaimedSending[]> {
  const now = new Date();
  const { rows } = await sql<Row>`
    with due as (
      select s.id from sending s
      where s.workspace_id = ${workspaceId} and s.state in ('waiting', 'sending') and s.next_try <= ${now} and not exists (
        select from sending earlier where earlier.workspace_id = s.workspace_id and earlier.conversation_id = s.conversation_id
          and earlier.state in ('waiting', 'sending') and (earlier.entry_at, earlier.id) < (s.entry_at, s.id))
      order by s.next_try limit ${most} for update skip locked),
    claimed as (
      update sending s set state = 'sending', tries = s.tries + 1, next_try = ${new Date(now.getTime() + lease)}, updated_at = ${now}
      from due where s.workspace_id = ${workspaceId} and s.id = due.id
      returning s.*)
    select s.id as sending_id, s.tries, s.entry_id, s.conversation_id, s.message, e.at, e.text, e.sender, (e.body ->> 'newLength')::int as new_length,
      q.body ->> 'html' as quoted_html, w.name as workspace_name,
      json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name, 'account', ch.account, 'settings', ch.settings) as channel, (
      select json_agg(json_build_object('name', a.name, 'type', a.type, 'size', a.size, 'digest', encode(a.digest, 'hex')) order by a.place)
      from attachment a where a.workspace_id = s.workspace_id and a.entry_id = s.entry_id and a.digest is not null) as attachments
    from claimed s
    join entry e on e.workspace_id = s.workspace_id and e.at = s.entry_at and e.id = s.entry_id
    left join entry q on q.workspace_id = s.workspace_id and q.at = (s.message #>> '{mail,quote,at}')::timestamptz
      and q.id = (s.message #>> '{mail,quote,entryId}')::uuid and q.redacted_at is null
    join channel ch on ch.workspace_id = s.workspace_id and ch.id = s.channel_id
    join workspace w on w.id = s.workspace_id
    order by e.at`.execute(tx);
  return rows.map((row) => toClaimed(workspaceId, row));
}

interface Row extends Pick<ReplyToSend, 'channel' | 'workspaceName' | 'conversationId' | 'at'> {
  sendingId: string;
  tries: number;
  entryId: string;
  text: string | null;
  newLength: number | null;
  quotedHtml: string | null;
  sender: { kind: string; value: string; name?: string };
  message: { mail?: MailEnvelope | null; address?: ChannelAddress | null };
  attachments: (Omit<ReplyToSend['attachments'][number], 'digest'> & { digest: string })[] | null;
}

function toClaimed(workspaceId: string, row: Row): ClaimedSending {
  const { sendingId, tries, entryId, text, sender, message, attachments, ...rest } = row;
  return {
    sendingId,
    tries,
    reply: {
      ...rest,
      id: entryId,
      workspaceId,
      text: text ?? '',
      operator: sender.kind === 'system' ? null : { id: sender.value, name: sender.name ?? '' },
      mail: message.mail ?? null,
      address: message.address ?? null,
      attachments: (attachments ?? []).map((one) => ({ ...one, digest: Buffer.from(one.digest, 'hex') })),
    },
  };
}
