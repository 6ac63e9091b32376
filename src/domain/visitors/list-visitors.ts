import { type RawBuilder, sql } from 'kysely';
import type { Invitation, SiteVisitor } from '#contract/visitor.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, maySeeContact, must, seesEverything } from '../operators/policy.ts';
import { type KeptInvitation, toldInvitation } from './invitation.ts';
import { hereFor } from './presence.ts';
import { signedInFor } from './signed-in.ts';

/** Who was invited and left stands there for so many milliseconds more: what became of it. */
const shownAfter = 10 * 60_000;
const most = 500;

/**
 * Who is on the site now, of the web chats whose conversations the actor takes, the newest first; and whom somebody has invited and who left since.
 * Of their identity what the site or a provider vouched for, never a claim.
 */
export async function listVisitors(tx: Tx, actor: Actor): Promise<{ items: SiteVisitor[]; nextCursor: null }> {
  must(actor, 'workConversations');
  return { items: await siteVisitors(tx, actor, sql<boolean>`true`), nextCursor: null };
}

/** One of them; undefined for any other. */
export async function readVisitor(tx: Tx, actor: Actor, id: string): Promise<SiteVisitor | undefined> {
  const [found] = await siteVisitors(tx, actor, sql<boolean>`v.id = ${id}`);
  return found;
}

async function siteVisitors(tx: Tx, actor: Actor, chosen: RawBuilder<boolean>): Promise<SiteVisitor[]> {
  const now = Date.now();
  const at = (ago: number) => new Date(now - ago);
  const { rows } = await sql<Row>`
    select v.id, v.page as entry, v.language, v.visits, v.signed_in_as, v.invitation, h.since, h.page, h.at > ${at(hereFor)} as here,
      json_build_object('id', ch.id, 'kind', ch.kind, 'name', ch.name) as channel, json_build_object('id', q.id, 'name', q.name) as queue,
      c.id is not null as wrote, case when ${mayRead(actor, sql.ref('root.queue_id'), sql.ref('root.id'))} then root.id end as conversation_id,
      (select json_build_object('id', s.id, 'name', s.name) from identifier i
        join contact o on o.workspace_id = i.workspace_id and o.id = i.owner_id
        join contact s on s.workspace_id = o.workspace_id and s.id = o.survivor_id and s.state = 'active'
        where i.workspace_id = v.workspace_id and i.kind = ${kindOfSubject} and i.account = '' and i.key = ${keyOfSubject} collate "C"
          and v.identified_at > case when v.sign_in is null then ${at(signedInFor.site)}::timestamptz else ${at(signedInFor.provider)}::timestamptz end
          and ${maySeeContact(actor, sql.ref('s.id'))}) as contact
    from visitor_here h
    join visitor v on v.workspace_id = h.workspace_id and v.id = h.visitor_id
    join channel ch on ch.workspace_id = h.workspace_id and ch.id = h.channel_id
    join queue q on q.workspace_id = ch.workspace_id and q.id = ch.queue_id
    left join conversation c on c.workspace_id = h.workspace_id and c.channel_id = h.channel_id and c.thread = 'id:' || v.id
    left join conversation root on root.workspace_id = c.workspace_id and root.id = c.root_id
    where h.workspace_id = ${actor.workspaceId} and ${mayTake(actor)} and ${chosen}
      and (h.at > ${at(hereFor)} or (h.at > ${at(shownAfter)} and v.invited_at > ${at(shownAfter)}))
    order by h.since desc, v.id limit ${most}`.execute(tx);
  return rows.map((row) => toVisitor(row, now));
}

/** The subject of a site's own sign-in, or a provider's. */
const kindOfSubject = sql`case v.sign_in ->> 'provider' when 'google' then 'google' when 'facebook' then 'facebook_login' else 'subject' end`;
const keyOfSubject = sql`coalesce(v.sign_in ->> 'subject', v.subject)`;

/** Members of the channel's queue, and who sees all of them (as for taking a conversation). */
function mayTake(actor: Actor): RawBuilder<boolean> {
  if (seesEverything(actor) || (actor.type === 'apiKey' && actor.queues === null)) return sql<boolean>`true`;
  const queues = actor.type === 'operator' || actor.type === 'apiKey' ? actor.queues : [];
  return sql<boolean>`ch.queue_id = any(${queues ?? []}::uuid[])`;
}

interface Row extends Pick<SiteVisitor, 'id' | 'language' | 'visits' | 'signedInAs' | 'channel' | 'queue' | 'here'> {
  entry: { browser?: string; system?: string };
  page: { url?: string; title?: string };
  invitation: KeptInvitation | null;
  since: Date;
  wrote: boolean;
  conversationId: string | null;
  contact: SiteVisitor['contact'];
}

function toVisitor({ entry, page, invitation, since, ...row }: Row, now: number): SiteVisitor {
  const told: Invitation | null = invitation && toldInvitation(invitation, row.here, now);
  return {
    ...row,
    since: since.toISOString(),
    page: { title: page.title ?? '', path: pathOf(page.url) },
    browser: entry.browser ?? null,
    system: entry.system ?? null,
    invitation: told,
  };
}

function pathOf(url: string | undefined): string {
  return url !== undefined && URL.canParse(url) ? new URL(url).pathname : '';
}
