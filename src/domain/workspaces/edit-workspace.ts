import { sql } from 'kysely';
import type { Workspace, WorkspaceEdit } from '#contract/workspace-routes.ts';
import { WorkspaceSettings } from '#contract/workspace-settings.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';

/** The workspace with its settings, what nobody set as delivered. Everybody at the desk knows the hours. */
export async function readWorkspaceOf(tx: Tx, actor: Actor): Promise<Workspace> {
  must(actor, 'seeConversations');
  const { name, country, settings } = await tx
    .selectFrom('workspace')
    .select(['name', 'country', 'settings'])
    .where('id', '=', actor.workspaceId)
    .executeTakeFirstOrThrow();
  return { name, country, ...WorkspaceSettings.parse(settings) };
}

/** Changes what is named; it counts from then on. What other parts keep among the settings stays. */
export async function editWorkspace(tx: Tx, actor: Actor, edit: WorkspaceEdit): Promise<Workspace> {
  must(actor, 'manageSettings');
  const { name, country, language, ...settings } = edit;
  const kept = { ...settings, ...(language && { language }) };
  await sql`
    update workspace set name = coalesce(${name ?? null}, name), country = case when ${country !== undefined} then ${country ?? null} else country end,
      settings = (settings - ${language === null ? ['language'] : []}::text[]) || ${JSON.stringify(kept)}::jsonb
    where id = ${actor.workspaceId}`.execute(tx);
  await announce(tx, actor.workspaceId, { topic: 'desk', what: 'settings' });
  return readWorkspaceOf(tx, actor);
}
