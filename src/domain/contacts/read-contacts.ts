import { sql } from 'kysely';
import type { Contact, ContactIdentifier } from '#contract/contact.ts';
import type { Tx } from '#db/database.ts';
import type { AttributeValue, ConflictingValue } from '#db/schema.ts';
import { together } from '#db/together.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact, must } from '../operators/policy.ts';
import { among } from './among.ts';
import { tellIdentifiers } from './read-identifiers.ts';

/**
 * Cards as the API tells them, in the order of the ids: two queries at once, whatever their number, and one more for those that were asked by a merged id, which
 * answers its survivor. Cards in the bin can be read. What is no card, is erased, or may not be seen is left out. Where a value came from a conversation the actor
 * may not see, its source is without name and conversation (R-HIS-5).
 */
export async function readContacts(tx: Tx, actor: Actor, ids: number[]): Promise<Contact[]> {
  must(actor, 'seeCards');
  const [cards, told] = await together([readCards(tx, actor, ids), tellIdentifiers(tx, actor, ids)]);
  const asked = new Set(ids);
  const survivors = cards.flatMap(({ id }) => (asked.has(id) ? [] : id));
  const values = Map.groupBy(
    survivors.length === 0 ? told : [...told, ...(await tellIdentifiers(tx, actor, survivors))],
    ({ contactId }) => contactId,
  );
  return cards.map((card) => tell(card, values.get(card.id) ?? []));
}

interface CardRow {
  /** The number that it was asked by. */
  asked: number;
  id: number;
  state: 'active' | 'binned';
  name: string | null;
  nameSource: string | null;
  attributes: Record<string, AttributeValue>;
  tags: string[];
  conflicts: Record<string, ConflictingValue[]>;
  extra: Record<string, unknown>;
  mergedIds: number[];
  externalIds: { source: string; id: string }[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
  binnedAt: Date | null;
}

async function readCards(tx: Tx, actor: Actor, ids: number[]): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`
    select c.id as asked, s.id, s.state, s.name, s.name_source, s.attributes, s.tags, s.conflicts, s.extra, s.version, s.created_at, s.updated_at, s.binned_at,
      (select coalesce(jsonb_agg(m.id order by m.id), '[]') from contact m
        where m.workspace_id = s.workspace_id and m.survivor_id = s.id and m.id <> s.id) as merged_ids,
      (select coalesce(jsonb_agg(jsonb_build_object('source', k.source, 'id', k.key) order by k.source, k.key), '[]')
        from contact_import_key k where k.workspace_id = s.workspace_id and k.contact_id = any(array(
          select f.id from contact f where f.workspace_id = s.workspace_id and f.survivor_id = s.id))) as external_ids
    from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${actor.workspaceId} and c.id ${among(ids)} and s.state in ('active', 'binned') and ${maySeeContact(actor, sql.ref('s.id'))}`.execute(
    tx,
  );
  const byAsked = new Map(rows.map((row) => [row.asked, row]));
  return ids.flatMap((id) => byAsked.get(id) ?? []);
}

function tell(card: CardRow, values: (ContactIdentifier & { contactId: number })[]): Contact {
  return {
    id: card.id,
    state: card.state,
    name: card.name,
    nameSource: card.nameSource,
    identifiers: values.map(({ contactId: _, ...value }) => value),
    attributes: Object.fromEntries(Object.entries(card.attributes).map(([name, { value }]) => [name, value])),
    tags: card.tags,
    externalIds: card.externalIds,
    conflicts: Object.entries(card.conflicts).flatMap(([field, lost]) =>
      lost.map(({ value, source, contactId }) => ({ field, value, source, contactId })),
    ),
    mergedIds: card.mergedIds,
    extra: card.extra,
    version: card.version,
    createdAt: card.createdAt.toISOString(),
    updatedAt: card.updatedAt.toISOString(),
    binnedAt: card.binnedAt?.toISOString() ?? null,
  };
}
