import { sql } from 'kysely';
import type { ConversationSender } from '#contract/blocking.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import { rootOf } from '../conversations/root-of.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { blockedRows } from './blocked-rows.ts';

/** Who writes in a conversation, and what is known of the value that they write with. */
export interface Sender extends ValueKey, Pick<ConversationSender, 'warning' | 'cards'> {
  display: string;
}

/**
 * Who wrote in a conversation, and whether they are kept out already.
 * @throws NOT_FOUND; CONFLICT (noSender) where nobody outside wrote.
 */
export async function readSender(tx: Tx, actor: Actor, { id }: { id: string }): Promise<ConversationSender> {
  must(actor, 'blockSenders');
  const sender = await senderOf(tx, actor, id);
  const { kind, account, key } = sender;
  const [standing] = await blockedRows(
    tx,
    actor,
    sql`b.kind = ${kind} and b.account = ${account} and b.key = ${key}`,
    sql`limit 1`,
  );
  return { kind, value: sender.display, standing: standing ?? null, warning: sender.warning, cards: sender.cards };
}

/**
 * The identifier that the client of a conversation writes with: in a thread of mail that of the last mail that came in; else of all that they said of
 * themselves the one that is trusted most.
 * @throws NOT_FOUND; CONFLICT (noSender).
 */
export async function senderOf(tx: Tx, actor: Actor, id: string): Promise<Sender> {
  const root = await rootOf(tx, actor, id);
  const { rows } = await sql<Sender>`
    select p.kind, p.account, p.key, p.display,
      case when own.key is not null then 'own' when i.state = 'shared' then 'shared' when stands.n > 1 then 'shared' end as warning, stands.n as cards
    from conversation c
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    join participant p on p.workspace_id = c.workspace_id and p.conversation_id = any(${root.conversationIds}::uuid[]) and p.role = 'from'
    left join identifier i on i.workspace_id = p.workspace_id and i.kind = p.kind and i.account = p.account and i.key = p.key
    left join excluded_value own on own.workspace_id = p.workspace_id and own.kind = p.kind and own.key = p.key and own.why = 'own'
    cross join lateral (select count(distinct k.survivor_id)::int as n from contact_identifier ci
      join contact k on k.workspace_id = ci.workspace_id and k.id = ci.contact_id
      where ci.workspace_id = p.workspace_id and ci.kind = p.kind and ci.account = p.account and ci.key = p.key) stands
    where c.workspace_id = ${actor.workspaceId} and c.id = ${root.id}
    order by ch.kind = 'email' and lower((select e.sender ->> 'value' from entry e
        where e.workspace_id = c.workspace_id and e.conversation_id = any(${root.conversationIds}::uuid[]) and e.direction = 'in' and e.kind = 'message'
          and e.at >= ${root.firstAt} and e.at <= ${root.lastAt} order by e.at desc, e.place desc, e.id desc limit 1)) = lower(p.display) desc nulls last,
      p.trust desc nulls last, p.first_at, p.place limit 1`.execute(tx);
  if (!rows[0]) throw new Refusal('CONFLICT', 'Nobody outside wrote in this conversation.', { reason: 'noSender' });
  return rows[0];
}
