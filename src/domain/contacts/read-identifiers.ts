import { sql } from 'kysely';
import type { ContactIdentifier } from '#contract/contact.ts';
import { type IdentifierKind, kindRank, trustAt } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import type { ValueSource } from '#db/schema.ts';
import type { Actor } from '../operators/actor.ts';
import { mayKnowOf, mayRead } from '../operators/policy.ts';
import { among } from './among.ts';

/**
 * The values that stand on cards, as the API tells them: strongest kinds first, as in recognition; within a kind the main one, then the first seen.
 * Where a value came from a conversation the actor may not see, its source is without name and conversation (R-HIS-5).
 */
export async function tellIdentifiers(
  tx: Tx,
  actor: Actor,
  contactIds: number[],
): Promise<(ContactIdentifier & { contactId: number })[]> {
  const values = await readValues(tx, actor, contactIds);
  return values.map((value) => ({ ...identifier(value), contactId: value.contactId }));
}

interface ValueRow {
  contactId: number;
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
  excluded: boolean;
  lastSeen: Date | null;
  /** What the actor may see of the conversation that it came from; null where it came from none that there is. */
  seen: { known: boolean; read: boolean } | null;
}

async function readValues(tx: Tx, actor: Actor, contactIds: number[]): Promise<ValueRow[]> {
  const { rows } = await sql<ValueRow>`
    select c.contact_id, c.id, c.kind, c.account, c.key, c.display, c.label, c.trust, c.main, c.source, c.first_seen, i.state, i.owner_id, i.last_seen,
      exists (select from excluded_value x where x.workspace_id = c.workspace_id and x.kind = c.kind and x.key = c.key) as excluded,
      (select jsonb_build_object('known', ${mayKnowOf(actor, sql.ref('v.queue_id'))}, 'read', ${mayRead(actor, sql.ref('v.queue_id'), sql.ref('v.id'))})
        from conversation came join conversation v on v.workspace_id = came.workspace_id and v.id = came.root_id
        where came.workspace_id = c.workspace_id and came.id = (c.source ->> 'conversationId')::uuid) as seen
    from contact_identifier c
    join identifier i on i.workspace_id = c.workspace_id and i.kind = c.kind and i.account = c.account and i.key = c.key
    where c.workspace_id = ${actor.workspaceId} and c.contact_id ${among(contactIds)}`.execute(tx);
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
function identifier(row: ValueRow): ContactIdentifier {
  const { by, name, conversationId } = row.source;
  const tell = conversationId === undefined || row.seen?.known || row.seen?.read;
  return {
    id: row.id,
    kind: row.kind,
    ...(row.account && { account: row.account }),
    value: row.key,
    display: row.display,
    label: row.label,
    trust: trustAt(row.trust),
    main: row.main,
    state: stateOnCard(row, row.contactId),
    ...(row.excluded && { excluded: true as const }),
    source: { by, ...(tell && name && { name }), ...(row.seen?.read && { conversationId }) },
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
