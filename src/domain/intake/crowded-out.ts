import { sql } from 'kysely';
import { trustAt } from '#contract/identifiers.ts';
import type { Candidate } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import { named } from '../identity/decision.ts';
import type { Evidence } from '../identity/evidence.ts';
import { suspiciousCard } from '../identity/suspicious.ts';

/** What goes to a card, and what does not since the card would gather suspiciously many values of its kind (R-ID-7). */
interface Sparing {
  add: Evidence[];
  rejected: Candidate[];
}

/** Of the values that come to a card by themselves, those of kinds that it has not suspiciously many of. */
export async function crowdedOut(tx: Tx, workspaceId: string, contactId: number, values: Evidence[]): Promise<Sparing> {
  if (values.length === 0) return { add: [], rejected: [] };
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*) as count from contact_identifier where workspace_id = ${workspaceId} and contact_id = ${contactId}
      and kind = any(${values.map(({ kind }) => kind)}::text[]) and source ->> 'by' in ('channel', 'rule') group by kind`.execute(
    tx,
  );
  const had = new Map(rows.map(({ kind, count }) => [kind, count]));
  return spared(contactId, values, (kind) => had.get(kind) ?? 0);
}

/** The same for a card that is about to be made: the sender's own value always goes to it. */
export function crowdedOutOfNew(values: Evidence[]): Sparing {
  const own = values.filter(({ origin }) => origin === 'sender');
  const { add, rejected } = spared(
    0,
    values.filter(({ origin }) => origin !== 'sender'),
    () => 0,
  );
  return { add: [...own, ...add], rejected };
}

function spared(contactId: number, values: Evidence[], had: (kind: string) => number): Sparing {
  const brings = (kind: string) => values.filter((one) => one.kind === kind).length;
  const crowds = ({ kind }: Evidence) => suspiciousCard(kind, had(kind) + brings(kind)) !== null;
  return {
    add: values.filter((one) => !crowds(one)),
    rejected: values.filter(crowds).map((one) => ({
      contactId,
      evidence: named(one),
      strength: trustAt(one.trust),
      reason: 'suspicious',
    })),
  };
}
