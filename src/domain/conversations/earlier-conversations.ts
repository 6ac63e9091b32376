import { type RawBuilder, sql } from 'kysely';
import { trustAt, trustLevel } from '#contract/identifiers.ts';
import type { EarlierConversation } from '#contract/recognition.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import { neverIdentifies } from '../identity/never-identifies.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, must } from '../operators/policy.ts';
import { type RootConversation, rootOf } from './root-of.ts';

/** At most so many are offered, and so many of each value are looked through, the newest first. */
const mostOffered = 100;
const mostLookedThrough = 500;

/**
 * Unknown conversations whose senders had an identifier of this conversation's card, or that this conversation itself brought (R-REC-3): offered for
 * linking, the newest first. None of those that failed a check, or that a person took from a card.
 * @throws NOT_FOUND for a conversation that the actor may not see.
 */
export async function listEarlier(
  tx: Tx,
  actor: Actor,
  { id }: { id: string },
): Promise<{ items: EarlierConversation[]; nextCursor: null }> {
  must(actor, 'seeConversations');
  const root = await rootOf(tx, actor, id);
  const items = await offered(tx, actor, root);
  return {
    items: items.map(({ kind, display, trust, channelKind, channelName, firstAt, ...row }) => ({
      ...row,
      channel: { kind: channelKind, name: channelName },
      firstAt: firstAt.toISOString(),
      evidence: { kind, display, trust: trustAt(trust) },
    })),
    nextCursor: null,
  };
}

/** How many there are, at most 100. */
export async function countEarlier(tx: Tx, actor: Actor, root: RootConversation): Promise<number> {
  const values = await identifyingValues(tx, actor, root);
  if (values.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select distinct id from (${sent(actor, root, values)}) s limit ${mostOffered}) s`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** An offered conversation with the value that it is offered for. */
export interface Offered extends ValueKey {
  id: string;
  channelKind: string;
  channelName: string;
  subject: string | null;
  firstAt: Date;
  lastText: string | null;
  display: string;
  trust: number;
}

/** Those offered for a conversation, each once, by the value of the highest trust. */
export async function offered(tx: Tx, actor: Actor, root: RootConversation): Promise<Offered[]> {
  const values = await identifyingValues(tx, actor, root);
  if (values.length === 0) return [];
  const { rows } = await sql<Offered>`
    select o.id, o.kind, o.account, o.key, o.display, o.trust, ch.kind as channel_kind, ch.name as channel_name, o.subject, o.first_at, o.last_text
    from (select distinct on (s.id) s.* from (${sent(actor, root, values)}) s order by s.id, s.trust desc, s.kind, s.key) o
    join channel ch on ch.workspace_id = ${actor.workspaceId} and ch.id = o.channel_id
    order by o.first_at desc, o.id desc limit ${mostOffered}`.execute(tx);
  return rows;
}

/** By the index participant_by_value: of each value its newest conversations, those of them that are still nobody's. */
function sent(actor: Actor, root: RootConversation, values: ValueKey[]): RawBuilder<unknown> {
  const column = (name: keyof ValueKey) => values.map((value) => value[name]);
  return sql`
    select c.id, c.channel_id, c.subject, c.first_at, c.last_text, p.kind, p.account, p.key, p.display, p.trust
    from unnest(${column('kind')}::text[], ${column('account')}::text[], ${column('key')}::text[]) as v (kind, account, key)
    cross join lateral (
      select p.conversation_id, p.kind, p.account, p.key, p.display, p.trust, p.role from participant p
      where p.workspace_id = ${actor.workspaceId} and p.kind = v.kind and p.account = v.account and p.key = v.key collate "C"
      order by p.first_at desc, p.conversation_id limit ${mostLookedThrough}) p
    join conversation m on m.workspace_id = ${actor.workspaceId} and m.id = p.conversation_id
    join conversation c on c.workspace_id = ${actor.workspaceId} and c.id = m.root_id
    where p.role = 'from' and p.trust >= ${trustLevel('network')} and c.id <> ${root.id}
      and c.contact_id is null and c.verdict is null and c.link_by is distinct from 'operator'
      and coalesce(jsonb_array_length(c.details -> 'setAside'), 0) = 0
      and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}`;
}

/**
 * The values that lead to this conversation's client: those that its card owns, and those of its own sender that no other card has. Nothing where it has no
 * card, and nothing that never identifies (R-ID-7).
 */
async function identifyingValues(tx: Tx, actor: Actor, root: RootConversation): Promise<ValueKey[]> {
  const { workspaceId } = actor;
  const { rows } = await sql<ValueKey>`
    with card as (
      select k.id from conversation c
      join contact l on l.workspace_id = c.workspace_id and l.id = c.contact_id
      join contact k on k.workspace_id = c.workspace_id and k.id = l.survivor_id and k.state = 'active'
      where c.workspace_id = ${workspaceId} and c.id = ${root.id}),
    own as (
      select i.kind, i.account, i.key from card join identifier i on i.workspace_id = ${workspaceId} and i.owner_id = card.id
      union
      select p.kind, p.account, p.key from card cross join participant p
      where p.workspace_id = ${workspaceId} and p.conversation_id = any(${root.conversationIds}::uuid[]) and p.role = 'from'
        and p.trust >= ${trustLevel('network')}
        and not exists (select from identifier i where i.workspace_id = p.workspace_id and i.kind = p.kind and i.account = p.account and i.key = p.key
          and i.state <> 'free' and i.owner_id is distinct from card.id))
    select own.* from own where not exists (
      select from excluded_value x where x.workspace_id = ${workspaceId} and x.kind = own.kind and x.key = own.key)
    limit 500`.execute(tx);
  return rows.filter((value) => !neverIdentifies(value));
}
