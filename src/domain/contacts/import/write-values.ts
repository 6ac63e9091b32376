import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { byKey, isNobodys, keyText } from '../attach-values.ts';
import { importKeyText } from './load-known.ts';
import { Raced } from './raced.ts';
import type { SavedCard } from './saved-card.ts';

/**
 * Writes the values that cards gain. The row of each value is written first, in the order of its key: a transaction that brings the same value at the
 * same moment waits for this one, or this one for it.
 * @throws Raced when a value that was nobody's has an owner by now, or one that somebody had is gone.
 */
export async function writeValues(tx: Tx, workspaceId: string, cards: SavedCard[], now: Date): Promise<void> {
  const added = cards
    .flatMap(({ after, added: values }) => values.map((value, place) => ({ ...value, contactId: after.id, place })))
    .sort(byKey);
  if (added.length === 0) return;
  await takeUp(
    tx,
    workspaceId,
    added.filter(({ how }) => how !== 'stand'),
    now,
  );
  const { numAffectedRows } = await sql`
    insert into contact_identifier (workspace_id, contact_id, kind, account, key, id, display, label, trust, source, main, first_seen, place)
    select ${workspaceId}::uuid, r."contactId", r.kind, r.account, r.key, r.id, r.display, r.label, r.trust, r.source, r.main, r."firstSeen", r.place
    from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as r ("contactId" bigint, kind text, account text, key text, id uuid, display text,
      label text, trust smallint, source jsonb, main boolean, "firstSeen" timestamptz, place int)
    join identifier i on i.workspace_id = ${workspaceId} and i.kind = r.kind and i.account = r.account and i.key = r.key and i.state <> 'free'`.execute(
    tx,
  );
  if (Number(numAffectedRows) !== added.length) throw new Raced();
}

type Added = SavedCard['added'][number] & { contactId: number };

async function takeUp(tx: Tx, workspaceId: string, values: Added[], now: Date): Promise<void> {
  if (values.length === 0) return;
  const wanted = values.map(({ kind, account, key, how, contactId }) => ({
    kind,
    account,
    key,
    state: how === 'own' ? 'owned' : 'shared',
    owner: how === 'own' ? contactId : null,
  }));
  const { rows } = await sql<{ kind: string; account: string; key: string; state: string; ownerId: number | null }>`
    insert into identifier (workspace_id, kind, account, key, state, owner_id, last_seen)
    select ${workspaceId}::uuid, kind, account, key, state, owner, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as r (kind text, account text, key text, state text, owner bigint)
    on conflict (workspace_id, kind, account, key) do update set
      state = case when excluded.state = 'shared' or ${isNobodys} then excluded.state else identifier.state end,
      owner_id = case when excluded.state = 'shared' or ${isNobodys} then excluded.owner_id else identifier.owner_id end
    returning kind, account, key, state, owner_id`.execute(tx);
  const owners = new Map(rows.map((row) => [keyText(row), row]));
  for (const { owner, ...value } of wanted)
    if ((owners.get(keyText(value))?.ownerId ?? null) !== owner) throw new Raced();
}

/** Notes the keys of the rows. @throws Raced when another import noted one meanwhile. */
export async function writeKeys(tx: Tx, workspaceId: string, cards: SavedCard[]): Promise<void> {
  const keys = cards.flatMap(({ after, write }) => write.keys.map((key) => ({ ...key, id: after.id })));
  const distinct = new Map(keys.map((key) => [importKeyText(key), key]));
  if (distinct.size === 0) return;
  const { numAffectedRows } = await sql`
    insert into contact_import_key (workspace_id, source, key, contact_id)
    select ${workspaceId}::uuid, source, key, id
    from jsonb_to_recordset(${JSON.stringify([...distinct.values()])}::jsonb) as r (source text, key text, id bigint)
    on conflict do nothing`.execute(tx);
  if (Number(numAffectedRows) !== distinct.size) throw new Raced();
}
