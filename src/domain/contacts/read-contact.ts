import { sql } from 'kysely';
import type { Contact, ContactIdentifier } from '#contract/contact.ts';
import { notFound } from '#contract/errors.ts';
import { type IdentifierKind, kindRank, trustAt } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue, ValueSource } from '#db/schema.ts';
import { seenConversations } from '../history/seen-conversations.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact, must } from '../operators/policy.ts';

/**
 * A card as the API tells it. A merged id answers its survivor; a card in the bin can be read. Where a value came from a conversation
 * the actor may not see, its source is without name and conversation (R-HIS-5).
 * @throws NOT_FOUND for no card, an erased one, or one the actor may not see.
 */
export async function readContact(tx: Tx, actor: Actor, id: number): Promise<Contact> {
  must(actor, 'seeCards');
  const card = await readCard(tx, actor, id);
  const values = await readValues(tx, actor, card.id);
  const seen = await seenConversations(
    tx,
    actor,
    values.flatMap(({ source }) => source.conversationId ?? []),
  );
  const externalIds = await tx
    .selectFrom('contactImportKey')
    .select(['source', 'key as id'])
    .where('workspaceId', '=', actor.workspaceId)
    .where('contactId', '=', card.id)
    .orderBy('source')
    .orderBy('key')
    .execute();
  return {
    id: card.id,
    state: card.state,
    name: card.name,
    nameSource: card.nameSource,
    identifiers: values.map((value) => identifier(value, card.id, seen)),
    attributes: Object.fromEntries(Object.entries(card.attributes).map(([name, { value }]) => [name, value])),
    tags: card.tags,
    externalIds,
    version: card.version,
    createdAt: card.createdAt.toISOString(),
    updatedAt: card.updatedAt.toISOString(),
    binnedAt: card.binnedAt?.toISOString() ?? null,
  };
}

interface CardRow {
  id: number;
  state: 'active' | 'binned';
  name: string | null;
  nameSource: string | null;
  attributes: Record<string, AttributeValue>;
  tags: string[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
  binnedAt: Date | null;
}

async function readCard(tx: Tx, actor: Actor, id: number): Promise<CardRow> {
  const { rows } = await sql<CardRow>`
    select s.id, s.state, s.name, s.name_source, s.attributes, s.tags, s.version, s.created_at, s.updated_at, s.binned_at
    from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${actor.workspaceId} and c.id = ${id} and s.state in ('active', 'binned')
      and ${maySeeContact(actor, sql.ref('s.id'))}`.execute(tx);
  if (!rows[0]) throw notFound('card');
  return rows[0];
}

interface ValueRow {
  id: string;
  kind: string;
  account: string;
  key: string;
  display: string;
  label: string | null;
  trust: number;
  main: boolean;
  source: ValueSource;
  firstSeen: Date;
  state: 'owned' | 'shared' | 'contested' | 'free';
  ownerId: number | null;
  lastSeen: Date | null;
}

/** Strongest kinds first, as in recognition; within a kind the main one, then the first seen. */
async function readValues(tx: Tx, actor: Actor, contactId: number): Promise<ValueRow[]> {
  const { rows } = await sql<ValueRow>`
    select c.id, c.kind, c.account, c.key, c.display, c.label, c.trust, c.main, c.source, c.first_seen, i.state, i.owner_id, i.last_seen
    from contact_identifier c
    join identifier i on i.workspace_id = c.workspace_id and i.kind = c.kind and i.account = c.account and i.key = c.key
    where c.workspace_id = ${actor.workspaceId} and c.contact_id = ${contactId}`.execute(tx);
  const order = (row: ValueRow) => [
    kindRank(row.kind as IdentifierKind),
    row.kind,
    row.main ? 0 : 1,
    row.firstSeen.getTime(),
    row.key,
  ];
  return rows
    .map((row) => ({ row, order: order(row) }))
    .sort((a, b) => compare(a.order, b.order))
    .map(({ row }) => row);
}

function compare(a: (string | number)[], b: (string | number)[]): number {
  for (const [place, left] of a.entries()) {
    const right = b[place] as string | number;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** A value that another card owns, or nobody (its owner lies in the bin), stands here as contested: it identifies not this card. */
function identifier(
  row: ValueRow,
  contactId: number,
  seen: Map<string, { known: boolean; read: boolean }>,
): ContactIdentifier {
  const { by, name, conversationId } = row.source;
  const conversation = conversationId === undefined ? undefined : seen.get(conversationId);
  const tell = conversationId === undefined || conversation?.known;
  return {
    id: row.id,
    kind: row.kind,
    ...(row.account && { account: row.account }),
    value: row.key,
    display: row.display,
    label: row.label,
    trust: trustAt(row.trust),
    main: row.main,
    state: stateOnCard(row, contactId),
    source: { by, ...(tell && name && { name }), ...(conversation?.read && { conversationId }) },
    firstSeen: row.firstSeen.toISOString(),
    lastSeen: row.lastSeen?.toISOString() ?? null,
  };
}

/** The state of a value as one card shows it. */
export function stateOnCard(
  value: { state: string; ownerId: number | null },
  contactId: number,
): 'owned' | 'shared' | 'contested' {
  if (value.state === 'shared') return 'shared';
  if (value.state === 'owned' && value.ownerId === contactId) return 'owned';
  return 'contested';
}
