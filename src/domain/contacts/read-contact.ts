import { sql } from 'kysely';
import type { Contact } from '#contract/contact.ts';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue, ConflictingValue } from '#db/schema.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact, must } from '../operators/policy.ts';
import { tellIdentifiers } from './read-identifiers.ts';

/**
 * A card as the API tells it. A merged id answers its survivor; a card in the bin can be read. Where a value came from a conversation
 * the actor may not see, its source is without name and conversation (R-HIS-5).
 * @throws NOT_FOUND for no card, an erased one, or one the actor may not see.
 */
export async function readContact(tx: Tx, actor: Actor, id: number): Promise<Contact> {
  must(actor, 'seeCards');
  const card = await readCard(tx, actor, id);
  const values = await tellIdentifiers(tx, actor, [card.id]);
  const externalIds = await tx
    .selectFrom('contactImportKey')
    .select(['source', 'key as id'])
    .where('workspaceId', '=', actor.workspaceId)
    .where('contactId', 'in', [card.id, ...card.mergedIds])
    .orderBy('source')
    .orderBy('key')
    .execute();
  return {
    id: card.id,
    state: card.state,
    name: card.name,
    nameSource: card.nameSource,
    identifiers: values.map(({ contactId: _, ...value }) => value),
    attributes: Object.fromEntries(Object.entries(card.attributes).map(([name, { value }]) => [name, value])),
    tags: card.tags,
    externalIds,
    conflicts: Object.entries(card.conflicts).flatMap(([field, values]) =>
      values.map(({ value, source, contactId }) => ({ field, value, source, contactId })),
    ),
    mergedIds: card.mergedIds,
    extra: card.extra,
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
  conflicts: Record<string, ConflictingValue[]>;
  extra: Record<string, unknown>;
  mergedIds: number[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
  binnedAt: Date | null;
}

async function readCard(tx: Tx, actor: Actor, id: number): Promise<CardRow> {
  const { rows } = await sql<CardRow>`
    select s.id, s.state, s.name, s.name_source, s.attributes, s.tags, s.conflicts, s.extra, s.version, s.created_at, s.updated_at, s.binned_at,
      (select coalesce(json_agg(m.id order by m.id), '[]') from contact m
        where m.workspace_id = s.workspace_id and m.survivor_id = s.id and m.id <> s.id) as merged_ids
    from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${actor.workspaceId} and c.id = ${id} and s.state in ('active', 'binned')
      and ${maySeeContact(actor, sql.ref('s.id'))}`.execute(tx);
  if (!rows[0]) throw notFound('card');
  return rows[0];
}
