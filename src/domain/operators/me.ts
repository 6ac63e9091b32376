import type { Me } from '#contract/api.ts';
import { Refusal } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { KeyActor, OperatorActor } from './actor.ts';
import { readWorkspace, workspacesOfUser } from './workspaces.ts';

/** Who asks: name, role, language, the workspace, and the others that the same person is an operator of. */
export async function readMe(tx: Tx, actor: OperatorActor | KeyActor): Promise<Me> {
  const { slug, name, country } = await readWorkspace(tx, actor.workspaceId);
  const own = { slug, name };
  const about = { id: actor.id, name: actor.name, role: actor.role, workspace: { slug, name, country } };
  if (actor.type === 'apiKey') return { ...about, kind: 'apiKey', language: 'en', workspaces: [own] };
  const { userId, language } = await tx
    .selectFrom('operator')
    .select(['userId', 'language'])
    .where('workspaceId', '=', actor.workspaceId)
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow();
  const workspaces = userId ? await workspacesOfUser(tx, userId) : [own];
  return {
    ...about,
    kind: 'operator',
    language,
    workspaces: workspaces.map((one) => ({ slug: one.slug, name: one.name })),
  };
}

/** Chooses the language that Vizitka speaks to this operator. FORBIDDEN for an API key, which has none. */
export async function editMe(tx: Tx, actor: OperatorActor | KeyActor, edit: Pick<Me, 'language'>): Promise<Me> {
  if (actor.type === 'apiKey') throw new Refusal('FORBIDDEN', 'An API key has no language. Sign in as an operator.');
  await tx
    .updateTable('operator')
    .set({ language: edit.language })
    .where('workspaceId', '=', actor.workspaceId)
    .where('id', '=', actor.id)
    .execute();
  return readMe(tx, actor);
}
