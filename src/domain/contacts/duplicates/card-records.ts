import { type RawBuilder, sql } from 'kysely';
import { type BuiltInKind, identifierKinds } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { neverIdentifies } from '../../identity/never-identifies.ts';
import type { CardRecord } from './matcher/record.ts';

/** The next active cards by id, as the matcher compares them. */
export async function cardRecordsAfter(
  tx: Tx,
  workspaceId: string,
  after: number,
  atMost: number,
): Promise<CardRecord[]> {
  return readRecords(tx, workspaceId, sql`c.id > ${after} order by c.id limit ${atMost}`);
}

/** Those of some cards that are active, as the matcher compares them. */
export async function cardRecords(tx: Tx, workspaceId: string, ids: number[]): Promise<CardRecord[]> {
  if (ids.length === 0) return [];
  return readRecords(tx, workspaceId, sql`c.id = any(${ids}::bigint[])`);
}

interface Row {
  id: number;
  names: (string | null)[];
  attributes: Record<Compared, { value: string } | null>;
  values: [kind: string, account: string, key: string, display: string][];
}

const compared = ['birth_date', 'company', 'street', 'city', 'postcode', 'region', 'country'] as const;
type Compared = (typeof compared)[number];

/**
 * Names that lost in a merge are names of the card too. Values that never identify anybody (R-ID-7), and those that somebody said are not
 * theirs (R-REC-7), say nothing about who it is.
 */
async function readRecords(tx: Tx, workspaceId: string, which: RawBuilder<unknown>): Promise<CardRecord[]> {
  const attributes = compared.map((name) => sql`${sql.lit(name)}, c.attributes -> ${sql.lit(name)}`);
  const { rows } = await sql<Row>`
    select c.id, array[c.name] || array(select l ->> 'value' from jsonb_array_elements(c.conflicts -> 'name') l) as names,
      jsonb_build_object(${sql.join(attributes)}) as attributes,
      coalesce((select jsonb_agg(jsonb_build_array(v.kind, v.account, v.key, v.display) order by v.main desc, v.first_seen, v.key)
        from contact_identifier v where v.workspace_id = ${workspaceId} and v.contact_id = c.id and v.kind <> 'browser'
          and (v.kind, v.key) not in (select x.kind, x.key from excluded_value x where x.workspace_id = ${workspaceId})
          and not (v.kind = 'email' and v.key = any(array(select lower(o.email) from operator o where o.workspace_id = ${workspaceId})))
          and (v.kind, v.account, v.key, v.contact_id) not in
            (select r.kind, r.account, r.key, r.contact_id from refusal r where r.workspace_id = ${workspaceId})), '[]') as values
    from contact c where c.workspace_id = ${workspaceId} and c.state = 'active' and ${which}`.execute(tx);
  return rows.map(toRecord);
}

function toRecord({ id, names, attributes, values }: Row): CardRecord {
  const phones = new Map<string, string>();
  const record: CardRecord = {
    id,
    names: names.filter((name) => name !== null),
    emails: [],
    phones: [],
    identifiers: [],
    birthDate: attributes.birth_date?.value ?? null,
    company: attributes.company?.value ?? null,
    street: attributes.street?.value ?? null,
    city: attributes.city?.value ?? null,
    postcode: attributes.postcode?.value ?? null,
    region: attributes.region?.value ?? null,
    country: attributes.country?.value ?? null,
  };
  for (const [kind, account, key, display] of values) {
    if (neverIdentifies({ kind, account, key })) continue;
    if (kind === 'email') record.emails.push(key);
    else if (isNumber(kind)) phones.set(key, phones.get(key) ?? display);
    else record.identifiers.push({ kind, account, key });
  }
  return { ...record, phones: [...phones.keys()], phonesAsWritten: [...phones.values()] };
}

/** A number is one whether it came by phone, WhatsApp or Viber. */
function isNumber(kind: string): boolean {
  return Object.hasOwn(identifierKinds, kind) && identifierKinds[kind as BuiltInKind].phone;
}
