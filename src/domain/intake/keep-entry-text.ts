import { type RawBuilder, sql } from 'kysely';
import { type Places, writtenOnce } from '#db/written-once.ts';
import { type ContinuedShape, type ContinuedValues, continued } from './continue-conversation.ts';
import { homeOfNew, homeOfRunning, type OfferedValues } from './home-of-entry.ts';
import { type RaisedValues, raised } from './raise-trust.ts';
import type { DeskShape } from './state-after.ts';

/** What decides how the statement that keeps a message is written. */
export interface KeepShape extends DeskShape, ContinuedShape {
  /** It begins a conversation; else it goes on in one that runs. */
  begins: boolean;
  /** The conversation has a card. */
  hasCard: boolean;
  /** A name is offered to the card. */
  offers: boolean;
  /** Values of the card are to be trusted more. */
  raises: boolean;
  /** It says something new of who takes part, */
  participates: boolean;
  /** refers to mails, */
  refers: boolean;
  /** has attachments, */
  attaches: boolean;
  /** says a value that is seen again. */
  sees: boolean;
}

/** The values of that statement: those of rows by the names of their columns. Lists stand side by side. */
export interface KeepValues extends ContinuedValues, OfferedValues, RaisedValues {
  channelId: string;
  channelKind: string;
  queueId: string | null;
  thread: string | null;
  contactId: number | null;
  link: string | null;
  linkTrust: number | null;
  linkBy: string | null;
  verdict: string | null;
  details: string;
  waitingSince: Date | null;
  lastInAt: Date | null;
  lastInPlace: string;
  answeredAt: Date | null;
  entryId: string;
  kind: string;
  sender: string;
  text: string | null;
  body: string;
  claimedAt: Date | null;
  words: string;
  isListed: boolean;
  saidKinds: string[];
  saidAccounts: string[];
  saidKeys: string[];
  saidRoles: string[];
  saidDisplays: string[];
  saidNames: (string | null)[];
  saidTrusts: number[];
  saidPlaces: number[];
  refs: string[];
  ownRef: string;
  fileIds: string[];
  fileNames: string[];
  fileTypes: string[];
  fileSizes: (number | null)[];
  fileDigests: (string | null)[];
  fileUrls: (string | null)[];
  filePlaces: number[];
  seenKinds: string[];
  seenAccounts: string[];
  seenKeys: string[];
  begun: number;
  outboxId: string;
  event: string;
}

/** What became of a message that was kept. */
export interface Kept {
  /** The card that it was kept with, as it reads today. */
  survivorId: number | null;
  /** The offered name is better than the one that the card has, and is yet to be written to it. */
  isBetterName: boolean;
  /** It came late, and says that the client waits since another time than the conversation has it. */
  inDoubt: boolean;
}

type Value = Places<KeepValues>;

/** Keeps a message with all that hangs on it: no row comes back where it is not kept, or its sender is kept out. */
export const keepStatement = writtenOnce<KeepShape, KeepValues, Kept>((shape, value) => {
  const parts = [
    ...(shape.begins
      ? [homeOfNew(shape, value), begun(shape, value)]
      : [continued(shape, value), homeOfRunning(value.workspaceId, value.rootId)]),
    entry(value),
    ...(shape.participates ? [participants(value)] : []),
    ...(shape.refers ? [references(value)] : []),
    ...(shape.attaches ? [attached(value)] : []),
  ];
  if (shape.keptOut) return sql<Kept>`with ${sql.join(parts)} select where false`;
  if (shape.sees) parts.push(seen(value));
  if (!shape.begins || shape.hasCard) parts.push(...contacted(shape, value));
  if (shape.raises) parts.push(raised(value));
  const inDoubt = shape.begins ? sql`false` : sql`(select bool_or(in_doubt) from conversed)`;
  const isBetter = shape.offers ? sql`(select is_better from home)` : sql`false`;
  return sql<Kept>`with ${sql.join(parts)}
    insert into outbox (workspace_id, id, topic, payload)
    select ${value.workspaceId}::uuid, ${value.outboxId}::uuid, 'conversation', ${value.event}::jsonb from home
    returning ${inDoubt} as in_doubt, (select survivor_id from home) as survivor_id, ${isBetter} as is_better_name`;
});

function begun({ state, keptOut }: KeepShape, value: Value): RawBuilder<unknown> {
  const kept = keptOut
    ? sql`${value.keptHow}, ${value.keptId}::uuid, ${value.at}, ${value.at}`
    : sql`null, null, null::timestamptz, null::timestamptz`;
  return sql`conversed as (
    insert into conversation (workspace_id, id, root_id, channel_id, thread, queue_id, contact_id, link, link_trust, link_by, state, subject, verdict, automatic,
      parameters, client_name, client_display, first_at, first_place, last_at, last_place, last_text, last_direction, entries, details,
      waiting_since, last_in_at, last_in_place, kept_out, kept_by, spam_at, ended_at, answered_at, waited)
    select ${value.workspaceId}, ${value.conversationId}, ${value.conversationId}, ${value.channelId}, ${value.thread}, home.queue_id, home.contact_id,
      ${value.link}::jsonb, ${value.linkTrust}, ${value.linkBy}, ${sql.lit(keptOut ? 'closed' : (state ?? 'closed'))},
      ${value.subject}, ${value.verdict}, ${value.isAutomatic}, ${value.parameters}::jsonb,
      ${value.clientName}, ${value.clientDisplay}, ${value.at}, ${value.place}, ${value.at}, ${value.place}, ${value.lastText}, ${value.direction}, 1,
      ${value.details}::jsonb, ${value.waitingSince}::timestamptz, ${value.lastInAt}::timestamptz, ${value.lastInPlace}, ${kept}, ${value.answeredAt}::timestamptz, ${value.waited}::int from home)`;
}

function entry(value: Value): RawBuilder<unknown> {
  return sql`kept as (
    insert into entry (workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, text, body, claimed_at, tsv)
    select ${value.workspaceId}, ${value.at}, ${value.place}, ${value.entryId}::uuid, ${value.conversationId}::uuid, home.contact_id, home.queue_id,
      ${value.kind}, ${value.direction}, ${value.sender}::jsonb, ${value.text}, ${value.body}::jsonb, ${value.claimedAt}::timestamptz, ${value.words}::tsvector
    from home)`;
}

function participants(value: Value): RawBuilder<unknown> {
  return sql`took_part as (
    insert into participant (workspace_id, conversation_id, kind, account, key, role, display, name, trust, listed, first_at, place)
    select ${value.workspaceId}, ${value.conversationId}::uuid, p.kind, p.account, p.key, p.role, p.display, p.name, p.trust, ${value.isListed}::boolean and p.role <> 'also', ${value.at}, p.place
    from unnest(${value.saidKinds}::text[], ${value.saidAccounts}::text[], ${value.saidKeys}::text[], ${value.saidRoles}::text[], ${value.saidDisplays}::text[], ${value.saidNames}::text[],
      ${value.saidTrusts}::smallint[], ${value.saidPlaces}::int[]) as p (kind, account, key, role, display, name, trust, place), home
    on conflict (workspace_id, conversation_id, kind, account, key, role) do update set
      place = case when excluded.first_at < participant.first_at then excluded.place else participant.place end,
      display = case when excluded.first_at < participant.first_at then excluded.display else participant.display end,
      first_at = least(participant.first_at, excluded.first_at), trust = greatest(participant.trust, excluded.trust),
      name = coalesce(participant.name, excluded.name)
    where excluded.first_at < participant.first_at or excluded.trust > participant.trust or (participant.name is null and excluded.name is not null))`;
}

function references(value: Value): RawBuilder<unknown> {
  return sql`referred as (
    insert into message_ref (workspace_id, channel_id, ref, conversation_id, own)
    select ${value.workspaceId}, ${value.channelId}::uuid, r.ref, ${value.conversationId}::uuid, r.ref = ${value.ownRef}::text from unnest(${value.refs}::text[]) as r (ref), home
    on conflict (workspace_id, channel_id, ref, conversation_id) do update set own = true where excluded.own and not message_ref.own)`;
}

function attached(value: Value): RawBuilder<unknown> {
  return sql`attached as (
    insert into attachment (workspace_id, id, conversation_id, entry_id, name, type, size, digest, url, place)
    select ${value.workspaceId}, a.id, ${value.conversationId}::uuid, ${value.entryId}::uuid, a.name, a.type, a.size, decode(a.digest, 'hex'), a.url, a.place
    from unnest(${value.fileIds}::uuid[], ${value.fileNames}::text[], ${value.fileTypes}::text[], ${value.fileSizes}::bigint[], ${value.fileDigests}::text[],
      ${value.fileUrls}::text[], ${value.filePlaces}::int[]) as a (id, name, type, size, digest, url, place), home)`;
}

/** A number that only suggests its owner was not seen with them: it may have been given to somebody else (R-REC-5). */
function seen(value: Value): RawBuilder<unknown> {
  return sql`seen as (
    update identifier i set last_seen = ${value.at}
    from unnest(${value.seenKinds}::text[], ${value.seenAccounts}::text[], ${value.seenKeys}::text[]) as s (kind, account, key), home
    where i.workspace_id = ${value.workspaceId} and i.kind = s.kind and i.account = s.account and i.key = s.key
      and (i.last_seen is null or i.last_seen < ${value.at})
      and (i.kind <> 'phone' or i.owner_id is null or (select k.survivor_id from contact k where k.workspace_id = i.workspace_id and k.id = i.owner_id)
        is not distinct from home.survivor_id))`;
}

function contacted({ offers }: KeepShape, value: Value): RawBuilder<unknown>[] {
  const again = (told: RawBuilder<unknown>, column: string) =>
    sql`case when home.said_again then ${told} else ${sql.ref(column)} end`;
  const saidAgain = offers
    ? sql`, name_source = ${again(value.nameSource, 'c.name_source')}, name_rank = ${again(value.nameRank, 'c.name_rank')}, name_at = ${again(value.nameAt, 'c.name_at')}`
    : sql``;
  return [
    sql`active as (
      insert into contact_activity (workspace_id, contact_id, queue_id, last_at, conversations, kinds)
      select ${value.workspaceId}, home.survivor_id, home.queue_id, ${value.at}, ${value.begun}::int, array[${value.channelKind}::text] from home
      where home.survivor_id is not null
      on conflict (workspace_id, contact_id, queue_id) do update set
        last_at = greatest(contact_activity.last_at, excluded.last_at),
        conversations = contact_activity.conversations + excluded.conversations,
        kinds = case when contact_activity.kinds @> excluded.kinds then contact_activity.kinds else contact_activity.kinds || excluded.kinds end)`,
    sql`contacted as (
      update contact c set last_contact_at = greatest(c.last_contact_at, ${value.at})${saidAgain} from home
      where c.workspace_id = ${value.workspaceId} and c.id = home.survivor_id
        and (home.last_contact_at is null or home.last_contact_at < ${value.at}${offers ? sql` or home.said_again` : sql``}))`,
  ];
}
