import { sql } from 'kysely';
import type { SuggestedContact } from '#contract/conversation.ts';
import type { Candidate } from '#contract/link.ts';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { mayRead, maySeeContact } from '../operators/policy.ts';
import { suggestingReasons } from './conversation-row.ts';
import type { RootConversation } from './root-of.ts';

/** A candidate with its card, which the actor may see. */
export interface SeenCandidate {
  candidate: Candidate;
  card: Pick<SuggestedContact, 'id' | 'name' | 'city' | 'state'>;
}

/** The candidates whose cards the actor may see; a merged card's survivor stands for it. */
export async function seenCandidates(tx: Tx, actor: Actor, candidates: Candidate[]): Promise<SeenCandidate[]> {
  if (candidates.length === 0) return [];
  const { rows } = await sql<{ named: number } & SeenCandidate['card']>`
    select c.id as named, s.id, s.name, s.attributes #>> '{city,value}' as city, s.state
    from contact c join contact s on s.workspace_id = c.workspace_id and s.id = c.survivor_id
    where c.workspace_id = ${actor.workspaceId} and c.id = any(${candidates.map((one) => one.contactId)}::bigint[])
      and s.state in ('active', 'binned') and ${maySeeContact(actor, sql.ref('s.id'))}`.execute(tx);
  return candidates.flatMap((candidate) => {
    const row = rows.find(({ named }) => named === candidate.contactId);
    if (!row) return [];
    const { named: _, ...card } = row;
    return [{ candidate: { ...candidate, contactId: card.id }, card }];
  });
}

/** The cards that an unknown conversation suggests, each once, in the order of the decision, with their last contact in other conversations. */
export async function suggestedContacts(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  candidates: SeenCandidate[],
): Promise<SuggestedContact[]> {
  const suggesting = candidates.filter(({ candidate }) =>
    (suggestingReasons as readonly string[]).includes(candidate.reason),
  );
  return withLastContact(
    tx,
    actor,
    root,
    [...new Map(suggesting.toReversed().map((one) => [one.card.id, one])).values()].toReversed(),
  );
}

/** Candidates as the API tells them, with the last contact in other conversations that the actor may read. */
export async function withLastContact(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  candidates: SeenCandidate[],
): Promise<SuggestedContact[]> {
  if (candidates.length === 0) return [];
  const { rows } = await sql<{ id: number; lastContactAt: Date | null }>`
    select f.survivor_id as id, max(last.last_at) as last_contact_at
    from contact f cross join lateral (
      select c.last_at from conversation c
      where c.workspace_id = f.workspace_id and c.contact_id = f.id and c.merged_into is null and c.id <> ${root.id}
        and ${mayRead(actor, sql.ref('c.queue_id'), sql.ref('c.id'))}
      order by c.first_at desc, c.id desc limit 1) last
    where f.workspace_id = ${actor.workspaceId} and f.survivor_id = any(${candidates.map(({ card }) => card.id)}::bigint[])
    group by f.survivor_id`.execute(tx);
  const lastContact = new Map(rows.map(({ id, lastContactAt }) => [id, lastContactAt]));
  return candidates.map(({ candidate, card }) => ({
    ...card,
    lastContactAt: lastContact.get(card.id)?.toISOString() ?? null,
    reason: candidate.reason,
    evidence: candidate.evidence,
  }));
}
