import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import { type IdentifierKind, trustLevel } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { keyText } from '../contacts/attach-values.ts';
import { enteredBy, type TypedValue } from '../contacts/typed-values.ts';
import { neverIdentifies } from '../identity/never-identifies.ts';
import type { Actor } from '../operators/actor.ts';
import { type ClientNote, notedValues } from './client-note.ts';
import type { RootConversation } from './root-of.ts';

/** A value that a conversation knows, ready to go to a card. */
export interface ConversationValue extends TypedValue {
  /** The client's own: the sender's, what came with it, and what an operator noted. No value of a further participant of a mail (R-REC-8). */
  isClients: boolean;
  /** Stands on some card already: owned, shared or contested. */
  isTaken: boolean;
}

/** The values of a conversation in order of first appearance: its participants, then what an operator noted of an unknown client (R-TAB-1). */
export async function conversationValues(tx: Tx, actor: Actor, root: RootConversation): Promise<ConversationValue[]> {
  const { rows: participants } = await sql<ParticipantRow>`
    select distinct on (p.kind, p.account, p.key) p.kind, p.account, p.key, p.role, p.display, max(p.trust) over same as trust,
      p.first_at, p.place, ch.id as channel_id, ch.name as channel_name
    from participant p
    join conversation c on c.workspace_id = p.workspace_id and c.id = p.conversation_id
    join channel ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
    where p.workspace_id = ${actor.workspaceId} and p.conversation_id = any(${root.conversationIds}::uuid[])
    window same as (partition by p.kind, p.account, p.key)
    order by p.kind, p.account, p.key, p.first_at, p.place, p.role`.execute(tx);
  participants.sort(
    (a, b) => a.firstAt.getTime() - b.firstAt.getTime() || a.place - b.place || (keyText(a) < keyText(b) ? -1 : 1),
  );
  const clients = clientsOwn(participants);
  const values = participants.map(
    (row): Omit<ConversationValue, 'isTaken'> => ({
      kind: row.kind as IdentifierKind,
      account: row.account,
      key: row.key,
      display: row.display,
      trust: row.trust ?? 0,
      seenAt: row.firstAt,
      source: { by: 'channel', id: row.channelId, name: row.channelName, conversationId: root.id },
      field: 'identifiers',
      main: false,
      isClients: clients.has(row),
    }),
  );
  const had = new Set(values.map(keyText));
  const noted = (await valuesOfNote(tx, actor, root)).filter((value) => !had.has(keyText(value)));
  return withTaken(tx, actor.workspaceId, [...values, ...noted]);
}

/**
 * The values asked for by name, else those that go to a card by themselves.
 * @param byThemselves says of a client's own value, that nobody has, whether it goes.
 * @throws INVALID for one that the conversation does not know, or that never identifies anybody (R-ID-7).
 */
export async function chooseValues(
  tx: Tx,
  workspaceId: string,
  values: ConversationValue[],
  asked: { kind: string; value: string }[] | undefined,
  byThemselves: (value: ConversationValue) => boolean,
): Promise<ConversationValue[]> {
  const excluded = await excludedKeys(tx, workspaceId, values);
  const never = (value: ConversationValue) => neverIdentifies(value) || excluded.has(`${value.kind} ${value.key}`);
  if (!asked)
    return values.filter((value) => value.isClients && !value.isTaken && !never(value) && byThemselves(value));
  return asked.map(({ kind, value: text }, place) => {
    const field = `identifiers.${place}.value`;
    const known = values.find((value) => value.kind === kind && (value.key === text || value.display === text));
    if (known && !never(known)) return { ...known, field };
    const message = known
      ? `“${text}” never identifies anybody, so it cannot stand on a card.`
      : `The conversation has no ${kind} “${text}”. Choose among its own values.`;
    throw new Refusal('INVALID', message, { fields: { [field]: message } });
  });
}

interface ParticipantRow {
  kind: string;
  account: string;
  key: string;
  role: string;
  display: string;
  trust: number | null;
  firstAt: Date;
  place: number;
  channelId: string;
  channelName: string;
}

/** Of the role that appears first (From; To in what the company began) the first value of each kind, and all that came along with them. */
function clientsOwn(participants: ParticipantRow[]): Set<ParticipantRow> {
  const role =
    participants.find((row) => row.role === 'from')?.role ?? participants.find((row) => row.role !== 'also')?.role;
  const kinds = new Set<string>();
  return new Set(
    participants.filter((row) => {
      if (row.role === 'also') return true;
      if (row.role !== role || kinds.has(row.kind)) return false;
      kinds.add(row.kind);
      return true;
    }),
  );
}

/** What an operator noted in Client information: of trust *operator*. */
async function valuesOfNote(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
): Promise<Omit<ConversationValue, 'isTaken'>[]> {
  const { rows } = await sql<{ note: ClientNote | null; country: string | null }>`
    select c.details -> 'client' as note, w.country
    from conversation c join workspace w on w.id = c.workspace_id
    where c.workspace_id = ${actor.workspaceId} and c.id = ${root.id}`.execute(tx);
  return notedValues(rows[0]?.note ?? null, rows[0]?.country ?? null).map((value) => ({
    ...value,
    trust: trustLevel('operator'),
    source: enteredBy(actor),
    seenAt: new Date(),
    field: 'identifiers',
    main: false,
    isClients: true,
  }));
}

async function withTaken(
  tx: Tx,
  workspaceId: string,
  values: Omit<ConversationValue, 'isTaken'>[],
): Promise<ConversationValue[]> {
  const { rows } = await sql<{ kind: string; account: string; key: string }>`
    select i.kind, i.account, i.key from identifier i
    where i.workspace_id = ${workspaceId} and i.state <> 'free' and (i.kind, i.account, i.key) in (
      select * from unnest(${values.map((value) => value.kind)}::text[], ${values.map((value) => value.account)}::text[],
        ${values.map((value) => value.key)}::text[]))`.execute(tx);
  const taken = new Set(rows.map(keyText));
  return values.map((value) => ({ ...value, isTaken: taken.has(keyText(value)) }));
}

async function excludedKeys(tx: Tx, workspaceId: string, values: ConversationValue[]): Promise<Set<string>> {
  if (values.length === 0) return new Set();
  const rows = await tx
    .selectFrom('excludedValue')
    .select(['kind', 'key'])
    .where('workspaceId', '=', workspaceId)
    .where(
      'key',
      'in',
      values.map((value) => value.key),
    )
    .execute();
  return new Set(rows.map(({ kind, key }) => `${kind} ${key}`));
}
