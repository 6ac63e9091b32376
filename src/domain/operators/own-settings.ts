import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import { OwnSettings, type OwnSettingsEdit } from '#contract/own-settings.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import type { Actor, OperatorActor } from './actor.ts';
import { must } from './policy.ts';

/** What the actor set for themselves, with what is delivered for the rest. @throws FORBIDDEN for an API key, which has no screen. */
export async function readOwnSettings(tx: Tx, actor: Actor): Promise<OwnSettings> {
  return ownSettingsOf(tx, operatorOf(actor));
}

/** Changes what is named; all screens of this person follow. @throws FORBIDDEN for an API key. */
export async function editOwnSettings(tx: Tx, actor: Actor, edit: OwnSettingsEdit): Promise<OwnSettings> {
  const operator = operatorOf(actor);
  const { workspaceId, id, name } = operator;
  await sql`update operator set settings = settings || ${JSON.stringify(edit)}::jsonb where workspace_id = ${workspaceId} and id = ${id}`.execute(
    tx,
  );
  await announce(tx, workspaceId, { topic: 'desk', what: 'own', operator: { id, name } });
  return ownSettingsOf(tx, operator);
}

/** The settings of an operator. */
export async function ownSettingsOf(tx: Tx, operator: Pick<OperatorActor, 'workspaceId' | 'id'>): Promise<OwnSettings> {
  const { settings } = await tx
    .selectFrom('operator')
    .select('settings')
    .where('workspaceId', '=', operator.workspaceId)
    .where('id', '=', operator.id)
    .executeTakeFirstOrThrow();
  return OwnSettings.parse(settings);
}

function operatorOf(actor: Actor): OperatorActor {
  must(actor, 'seeCards');
  if (actor.type === 'operator') return actor;
  throw new Refusal(
    'FORBIDDEN',
    'These settings are each operator’s own: an API key has none. Sign in as an operator.',
  );
}
