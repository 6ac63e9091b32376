import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { InviteVisitor, SiteVisitor } from '#contract/visitor.ts';
import type { Tx } from '#db/database.ts';
import { storable } from '../intake/storable.ts';
import type { Actor } from '../operators/actor.ts';
import { mustBeOperator } from '../operators/policy.ts';
import type { KeptInvitation } from './invitation.ts';
import { readVisitor } from './list-visitors.ts';

/** Milliseconds within which nobody is invited twice unless it is asked for. */
const again = 24 * 3_600_000;

/**
 * Speaks to a visitor of the site first: the words come up in their browser with the operator's name, at their page's next sign of life.
 * @throws NOT_FOUND for nobody that the actor sees; CONFLICT (`reason`) for who wrote already (`visitorWrote`), has left (`visitorLeft`), is asked at
 * this moment or was within a day (`visitorInvited`).
 */
export async function inviteVisitor(
  tx: Tx,
  actor: Actor,
  { id, text, again: isAgain }: InviteVisitor,
): Promise<SiteVisitor> {
  const operator = mustBeOperator(actor, 'workConversations');
  const now = new Date();
  await sql`select from visitor where workspace_id = ${operator.workspaceId} and id = ${id} for no key update`.execute(
    tx,
  );
  const visitor = await readVisitor(tx, operator, id);
  if (!visitor) throw notFound('visitor');
  if (visitor.wrote) throw refused('visitorWrote', 'They wrote already. Answer them in their conversation.');
  if (!visitor.here) throw refused('visitorLeft', 'They have left the site.');
  if (visitor.invitation?.state === 'asked') throw refused('visitorInvited', 'Somebody has just invited them.');
  if (!isAgain && (await wasInvited(tx, operator.workspaceId, id, now)))
    throw refused('visitorInvited', 'They were invited within the last day. Ask for it again to do it all the same.');
  const invitation: KeptInvitation = {
    text: storable(text),
    by: { id: operator.id, name: operator.name },
    at: now.toISOString(),
    state: 'asked',
  };
  await sql`update visitor set invitation = ${JSON.stringify(invitation)}::jsonb, invited_at = ${now}
    where workspace_id = ${operator.workspaceId} and id = ${id}`.execute(tx);
  return { ...visitor, invitation };
}

/** This visitor, or another session of a browser that lets itself be known. */
async function wasInvited(tx: Tx, workspaceId: string, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from visitor v join visitor o on o.workspace_id = v.workspace_id and o.browser = v.browser
    where v.workspace_id = ${workspaceId} and v.id = ${id} and o.invited_at > ${new Date(now.getTime() - again)} limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}

function refused(reason: 'visitorInvited' | 'visitorLeft' | 'visitorWrote', words: string): Refusal {
  return new Refusal('CONFLICT', words, { reason });
}
