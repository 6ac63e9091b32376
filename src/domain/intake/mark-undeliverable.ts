import { sql } from 'kysely';
import type { MailBounce } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { canonicalEmail } from '../identity/canonical.ts';
import type { LoadedChannel } from './load-channel.ts';

/** Addresses that a final delivery failure names (RFC 3464, status class 5) are marked as undeliverable, on whatever card they stand. */
export async function markUndeliverable(tx: Tx, channel: LoadedChannel, bounce: MailBounce, at: Date): Promise<void> {
  const addresses = bounce.recipients
    .filter((recipient) => recipient.permanent)
    .map((recipient) => canonicalEmail(recipient.address));
  if (addresses.length === 0) return;
  await sql`
    update identifier set undeliverable_at = greatest(undeliverable_at, ${at})
    where workspace_id = ${channel.workspaceId} and kind = 'email' and account = '' and key = any(${addresses}::text[])`.execute(
    tx,
  );
}
