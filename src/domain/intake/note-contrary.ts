import { sql } from 'kysely';
import type { NamedEvidence } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import { type Decision, named } from '../identity/decision.ts';

/** Evidence that speaks for another card than a person chose, as a conversation's `details.contrary` keeps it until somebody answers (R-REC-4). */
export interface Contrary extends ValueKey {
  contactId: number;
  evidence: NamedEvidence;
  strength: string;
  at: string;
}

/**
 * Keeps contrary evidence for the person to answer: of several the latest event's. What was answered with *Keep*, the same card by the same value, is
 * not asked again.
 */
export async function noteContrary(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  { contactId, evidence, strength }: Decision,
  at: Date,
): Promise<void> {
  if (contactId === null || !evidence || !strength) return;
  const { kind, account, key } = evidence;
  const contrary: Contrary = {
    contactId,
    kind,
    account,
    key,
    evidence: named(evidence),
    strength,
    at: at.toISOString(),
  };
  await sql`
    update conversation set details = details || ${JSON.stringify({ contrary })}::jsonb, version = version + 1
    where workspace_id = ${workspaceId} and id = ${conversationId}
      and not coalesce(details -> 'keptAgainst', '[]') @> ${JSON.stringify([{ contactId, kind, account, key }])}::jsonb
      and coalesce(details #>> '{contrary,at}', '') <= ${contrary.at}`.execute(tx);
}
