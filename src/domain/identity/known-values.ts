import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';

/** A card that a value stands on; a merged one is told as its survivor. */
export interface KnownCard {
  contactId: number;
  trust: number;
  binned: boolean;
  /** Somebody said that the value is not theirs (R-REC-7), or of a card merged into it; and it owns the value by no other card that was. */
  refused: boolean;
  /** The signed persons that the card stands for: keys of `subject` of trust *signed* (R-REC-4). */
  subjects: string[];
}

/** What the directory knows of one value. `ownerId` is the card that reads for it (the survivor of merges); null when shared, contested or free. */
export interface KnownValue extends ValueKey {
  ownerId: number | null;
  lastSeen: Date | null;
  /** The workspace's own, an operator's, or on the administrators' list (R-ID-7). */
  excluded: boolean;
  cards: KnownCard[];
}

/** Looks up values by their keys: one probe of the identifier's primary key each, and the cards it stands on. */
export async function knownValues(tx: Tx, workspaceId: string, values: ValueKey[]): Promise<KnownValue[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<KnownValue>`
    select w.kind, w.account, w.key, o.survivor_id as owner_id, i.last_seen,
      (x.key is not null or (w.kind = 'email' and p.email is not null)) as excluded,
      coalesce(s.cards, '[]') as cards
    from unnest(${values.map((value) => value.kind)}::text[], ${values.map((value) => value.account)}::text[], ${values.map((value) => value.key)}::text[])
      as w (kind, account, key)
    left join identifier i on i.workspace_id = ${workspaceId} and i.kind = w.kind and i.account = w.account and i.key = w.key collate "C"
    left join contact o on o.workspace_id = ${workspaceId} and o.id = i.owner_id
    left join excluded_value x on x.workspace_id = ${workspaceId} and x.kind = w.kind and x.key = w.key
    left join lateral (select r.email from operator r where r.workspace_id = ${workspaceId} and lower(r.email) = w.key and w.kind = 'email' limit 1) p on true
    left join lateral (
      select jsonb_agg(distinct jsonb_build_object('contactId', c.survivor_id, 'trust', ci.trust, 'binned', c.state = 'binned',
        'refused', exists (select from refusal r join contact f on f.workspace_id = ${workspaceId} and f.id = r.contact_id
          where r.workspace_id = ${workspaceId} and r.kind = w.kind and r.account = w.account and r.key = w.key and f.survivor_id = c.survivor_id
            and o.survivor_id is distinct from c.survivor_id),
        'subjects', array(select b.key from contact_identifier b join contact f on f.workspace_id = ${workspaceId} and f.id = b.contact_id
          where b.workspace_id = ${workspaceId} and f.survivor_id = c.survivor_id and b.kind = 'subject' and b.trust = 5 order by b.key))) as cards
      from contact_identifier ci join contact c on c.workspace_id = ${workspaceId} and c.id = ci.contact_id
      where ci.workspace_id = ${workspaceId} and ci.kind = w.kind and ci.account = w.account and ci.key = w.key collate "C"
        and c.state in ('active', 'binned', 'merged') and i.key is not null
    ) s on true`.execute(tx);
  return rows;
}
