import { sql } from 'kysely';
import type { Database } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { maySeeContact, must } from '../../operators/policy.ts';
import { contentKey } from '../import/prepare-row.ts';
import { type ExportQuery, idPages } from './export-ids.ts';

/** What the cards of an export have beyond the columns that every table has, so that the header can be written before the first row. */
export interface ExportColumns {
  attributes: string[];
  /** Kinds of identifier besides e-mail and phone. */
  kinds: string[];
  /** Kinds with labels. */
  labelled: string[];
  /** Names that are kept as they came; those whose values are no texts apart. */
  texts: string[];
  others: string[];
  /** How many external ids a card has at most. */
  keys: number;
}

/** Looks through the cards of an export. What comes to cards afterwards is not in it: a card that changes meanwhile is exported without it. */
export async function exportColumns(
  database: Database,
  actor: Actor,
  query: ExportQuery | null,
): Promise<ExportColumns> {
  must(actor, 'exportData');
  const found = { attributes: new Set<string>(), kinds: new Set<string>(), labelled: new Set<string>() };
  const kept = { texts: new Set<string>(), others: new Set<string>() };
  let keys = 1;
  for await (const ids of idPages(database, actor, query)) {
    const { rows } = await database.inWorkspace(actor.workspaceId, (tx) =>
      sql<{ attributes: string[]; values: [string, boolean][]; extra: [string, string][]; keys: number }>`
        with cards as materialized (select c.id, c.attributes, c.extra from contact c
          where c.workspace_id = ${actor.workspaceId} and c.id = any(${ids}::bigint[]) and ${maySeeContact(actor, sql.ref('c.id'))})
        select (select coalesce(jsonb_agg(distinct name), '[]') from cards, jsonb_object_keys(attributes) name) as attributes,
          (select coalesce(jsonb_agg(distinct jsonb_build_array(v.kind, v.label is not null)), '[]') from cards join contact_identifier v
            on v.workspace_id = ${actor.workspaceId} and v.contact_id = cards.id) as values,
          (select coalesce(jsonb_agg(distinct jsonb_build_array(e.key, jsonb_typeof(e.value))), '[]') from cards, jsonb_each(extra) e) as extra,
          (select coalesce(max(n), 0) from (select count(*) as n from cards join contact f on f.workspace_id = ${actor.workspaceId} and f.survivor_id = cards.id
            join contact_import_key k on k.workspace_id = f.workspace_id and k.contact_id = f.id and k.key !~ ${contentKey.source}
            group by cards.id) m) as keys`.execute(tx),
    );
    for (const row of rows) {
      for (const name of row.attributes) found.attributes.add(name);
      for (const [kind, isLabelled] of row.values) {
        if (kind !== 'email' && kind !== 'phone') found.kinds.add(kind);
        if (isLabelled) found.labelled.add(kind);
      }
      for (const [name, type] of row.extra) (type === 'string' ? kept.texts : kept.others).add(name);
      keys = Math.max(keys, row.keys);
    }
  }
  const sorted = (names: Set<string>) => [...names].sort();
  return {
    attributes: sorted(found.attributes),
    kinds: sorted(found.kinds),
    labelled: sorted(found.labelled),
    texts: sorted(kept.texts),
    others: sorted(kept.others),
    keys,
  };
}
