import { sql } from 'kysely';
import type { Conversation, Participant } from '#contract/conversation.ts';
import { notFound } from '#contract/errors.ts';
import { trustAt } from '#contract/identifiers.ts';
import type { LinkReason } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { grantedAccess, type KeptAccess, toldAccess } from '../access/access-rows.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, maySeeContact, must } from '../operators/policy.ts';
import { isHeld, standsNow } from '../privacy/held.ts';
import { type ClientNote, notedValues } from './client-note.ts';
import { readContrary } from './contrary.ts';
import { conversationRows } from './conversation-row.ts';
import { readDeskState } from './desk/read-desk-state.ts';
import { readWrapUp } from './desk/wrap-up.ts';
import { countEarlier } from './earlier-conversations.ts';
import { type RootConversation, rootOf } from './root-of.ts';
import { seenCandidates, suggestedContacts } from './suggested-contacts.ts';
import { readVerification } from './verifications.ts';

/**
 * A conversation with all that a decision about its client needs: why it is linked, who takes part and on whose card their value stands,
 * the cards suggested. An id that was merged answers its target.
 * @throws NOT_FOUND when there is none, or it may not be read.
 */
export async function readConversation(tx: Tx, actor: Actor, id: string): Promise<Conversation> {
  must(actor, 'seeConversations');
  const root = await rootOf(tx, actor, id);
  const [row] = await conversationRows(tx, actor, sql`select ${root.id}::uuid as id`);
  const more = await readMore(tx, actor, root.id);
  if (!row || !more) throw notFound('conversation');
  const participants = await readParticipants(tx, actor, root);
  const desk = await readDeskState(tx, actor, root.id, row.contact?.id ?? null);
  const candidates = await seenCandidates(tx, actor, more.link?.rejected ?? []);
  return {
    ...row,
    ...desk,
    wrapUp: await readWrapUp(tx, actor.workspaceId, row, desk.result),
    link: more.link && { ...more.link, rejected: candidates.map(({ candidate }) => candidate) },
    participants,
    suggested: row.contact ? [] : await suggestedContacts(tx, actor, root, candidates),
    access: toldAccess(more.access),
    parameters: more.parameters,
    operators: more.operators ?? [],
    contrary: await readContrary(tx, actor, root, row.contact?.id ?? null),
    held: more.anyHeld && (await isHeld(tx, actor.workspaceId, root.id)),
    verification: await readVerification(tx, actor.workspaceId, root.id, row.contact?.id ?? null),
    earlier: row.contact ? await countEarlier(tx, actor, root) : 0,
    looksLikeReplyTo: more.looksLikeReplyTo,
    client: clientInformation(more, participants),
  };
}

interface More {
  link: LinkReason | null;
  parameters: Conversation['parameters'];
  clientName: string | null;
  client: ClientNote | null;
  country: string | null;
  operators: Conversation['operators'] | null;
  looksLikeReplyTo: Conversation['looksLikeReplyTo'];
  access: KeptAccess | null;
  /** Something of the workspace is on hold: whether this is has to be asked. */
  anyHeld: boolean;
}

/** `details`: `client` is what an operator noted of an unknown client; `looksLikeReplyTo` the conversation that a failed mail claims to answer. */
async function readMore(tx: Tx, actor: Actor, id: string): Promise<More | undefined> {
  const { rows } = await sql<More>`
    select ${grantedAccess(actor)} as access, exists (select from hold h where h.workspace_id = c.workspace_id and ${standsNow}) as any_held, c.link, c.parameters, c.client_name, c.details -> 'client' as client, w.country, (
      select json_agg(json_build_object('id', o.id, 'name', o.name) order by o.name, o.id)
      from conversation_operator took join operator o on o.workspace_id = took.workspace_id and o.id = took.operator_id
      where took.workspace_id = c.workspace_id and took.conversation_id = c.id and took.until is null) as operators, (
      select json_build_object('id', other.id, 'subject', other.subject) from conversation other
      join conversation root on root.workspace_id = other.workspace_id and root.id = other.root_id
      where other.workspace_id = c.workspace_id and other.id = (c.details ->> 'looksLikeReplyTo')::uuid
        and ${mayRead(actor, sql.ref('root.queue_id'), sql.ref('root.id'))}) as looks_like_reply_to
    from conversation c join workspace w on w.id = c.workspace_id
    where c.workspace_id = ${actor.workspaceId} and c.id = ${id}`.execute(tx);
  return rows[0];
}

/** In order of first appearance, each with the card that its value identifies. A value named in several roles stands in each. */
async function readParticipants(tx: Tx, actor: Actor, root: RootConversation): Promise<Participant[]> {
  const { rows } = await sql<
    Omit<Participant, 'trust' | 'contact'> & {
      trust: number | null;
      contactId: number | null;
      contactName: string | null;
    }
  >`
    select p.kind, p.key as value, p.display, p.name, p.role, p.trust, own.key is not null as own, card.id as contact_id, card.name as contact_name
    from participant p
    left join identifier i on i.workspace_id = p.workspace_id and i.kind = p.kind and i.account = p.account and i.key = p.key
    left join contact owner on owner.workspace_id = i.workspace_id and owner.id = i.owner_id
    left join contact card on card.workspace_id = owner.workspace_id and card.id = owner.survivor_id and card.state = 'active'
      and ${maySeeContact(actor, sql.ref('card.id'))}
    left join excluded_value own on own.workspace_id = p.workspace_id and own.kind = p.kind and own.key = p.key and own.why = 'own'
    where p.workspace_id = ${actor.workspaceId} and p.conversation_id = any(${root.conversationIds}::uuid[])
    order by p.first_at, p.place, p.role, p.key limit 1000`.execute(tx);
  const participants = rows.map(({ trust, contactId, contactName, ...rest }) => ({
    ...rest,
    trust: trust === null ? null : trustAt(trust),
    contact: contactId === null ? null : { id: contactId, name: contactName },
  }));
  return [...new Map(participants.map((one) => [`${one.role} ${one.kind} ${one.value}`, one])).values()];
}

/** What an operator noted, else what the sender brought along. */
function clientInformation(more: More, participants: Participant[]): Conversation['client'] {
  const firstOf = (kind: string) =>
    participants.find((one) => one.kind === kind && one.role === 'from') ??
    participants.find((one) => one.kind === kind && one.role === 'also');
  return {
    name: more.client?.name !== undefined ? more.client.name : more.clientName,
    email: more.client?.email !== undefined ? more.client.email : (firstOf('email')?.display ?? null),
    phone: more.client?.phone !== undefined ? more.client.phone : (firstOf('phone')?.display ?? null),
    identifiers: notedValues({ identifiers: more.client?.identifiers }, more.country).map(({ kind, key, display }) => ({
      kind,
      value: key,
      display,
    })),
  };
}
