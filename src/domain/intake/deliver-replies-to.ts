import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { Sealer } from '../identity/sealer.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';

/**
 * Sets where the replies of a channel are posted to, with a new secret that they are signed with (https://www.standardwebhooks.com). The store keeps it
 * sealed; it is told this once.
 * @param url null: nowhere any more.
 * @throws NOT_FOUND
 */
export async function deliverRepliesTo(
  tx: Tx,
  actor: Actor,
  sealer: Sealer,
  { id, url }: { id: string; url: string | null },
): Promise<{ url: string | null; secret: string | null }> {
  must(actor, 'manageSettings');
  const secret = url === null ? null : `whsec_${randomBytes(32).toString('base64')}`;
  const set = secret === null ? {} : { deliverTo: url, deliverSecret: sealer.seal(secret, purpose(id)) };
  const { numAffectedRows } = await sql`
    update channel set settings = (settings - array['deliverTo', 'deliverSecret']) || ${JSON.stringify(set)}::jsonb
    where workspace_id = ${actor.workspaceId} and id = ${id}`.execute(tx);
  if (numAffectedRows !== 1n) throw notFound('channel');
  return { url, secret };
}

/** The secret of a channel's settings, readable; null where there is none, or it was sealed by another installation. */
export function deliverySecret(settings: Record<string, unknown>, channelId: string, sealer: Sealer): string | null {
  const { deliverSecret: sealed } = settings;
  return typeof sealed === 'string' ? sealer.open(sealed, purpose(channelId)) : null;
}

function purpose(channelId: string): string {
  return `signing replies of ${channelId}`;
}
