import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import { standOnCard, type ValueToAttach } from '../contacts/attach-values.ts';
import type { TouchedValue } from '../history/record-change.ts';

/**
 * A browser that two signed persons used (R-REC-4, R-ID-3) stands on the cards of both and identifies neither: whoever owned it does so no longer. What
 * somebody shared stays shared.
 */
export async function contestBrowser(
  tx: Tx,
  workspaceId: string,
  value: ValueToAttach,
  contactId: number,
): Promise<TouchedValue[]> {
  const { kind, account, key, display, trust, source } = value;
  const { rows } = await sql<{ contactId: number; display: string; trust: number }>`
    with had as (
      select owner_id from identifier where workspace_id = ${workspaceId} and kind = ${kind} and account = ${account} and key = ${key}
        and state = 'owned' and owner_id <> ${contactId} for update),
    contested as (
      update identifier set state = 'contested', owner_id = null from had
      where workspace_id = ${workspaceId} and kind = ${kind} and account = ${account} and key = ${key})
    select ci.contact_id, ci.display, ci.trust from had join contact_identifier ci on ci.workspace_id = ${workspaceId} and ci.contact_id = had.owner_id
      and ci.kind = ${kind} and ci.account = ${account} and ci.key = ${key}`.execute(tx);
  const stands = await standOnCard(tx, workspaceId, contactId, [value]);
  const side = { kind, account, key };
  return [
    ...rows.map((had) => ({
      contactId: had.contactId,
      target: 'identifier',
      before: { ...side, display: had.display, trust: had.trust, owned: true, state: 'owned' },
      after: { ...side, display: had.display, trust: had.trust, owned: false, state: 'contested' },
    })),
    ...stands.map(() => ({
      contactId,
      target: 'identifier',
      before: null,
      after: { ...side, display, trust, source, owned: false, state: 'contested' },
    })),
  ];
}
