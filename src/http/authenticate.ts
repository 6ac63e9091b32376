import { Refusal } from '#contract/errors.ts';
import type { KeyActor, OperatorActor } from '#domain/operators/actor.ts';
import { findKey, readKey } from '#domain/operators/api-keys.ts';
import { operatorOfUser } from '#domain/operators/people.ts';
import { findWorkspace, workspacesOfUser } from '#domain/operators/workspaces.ts';
import type { Door } from './door.ts';
import { mustBeSameOrigin } from './same-origin.ts';

/** Names the workspace of a signed-in person's request; where a header cannot be sent, `?workspace=` does. */
const workspaceHeader = 'vizitka-workspace';

/**
 * Who sends the request: an API key (`Authorization: Bearer vz_…`) or a signed-in operator (session cookie, with the
 * workspace's slug in the header). UNAUTHENTICATED for neither; NOT_FOUND for a workspace they are no operator of.
 * @param options `anyWorkspace`: without a header the first of several workspaces will do; `quietly`: the session does not
 * last longer for it.
 */
export async function authenticate(
  door: Door,
  request: Request,
  options: { anyWorkspace?: boolean; quietly?: boolean } = {},
): Promise<OperatorActor | KeyActor> {
  const bearer = request.headers.get('authorization');
  return bearer ? ofKey(door, bearer) : ofSession(door, request, options);
}

async function ofKey({ store }: Door, bearer: string): Promise<KeyActor> {
  const key = readKey(bearer.replace(/^bearer\s+/i, ''));
  const actor = key && (await store.atTheDoor((tx) => findKeyIn(tx, key)));
  if (!actor) throw new Refusal('UNAUTHENTICATED', 'This API key is not known here, or was revoked.');
  return actor;
}

async function findKeyIn(tx: Parameters<typeof findWorkspace>[0], key: { slug: string; secret: string }) {
  const workspace = await findWorkspace(tx, key.slug).catch((error: unknown) => {
    if (error instanceof Refusal) return null; // an unknown workspace is an unknown key
    throw error;
  });
  return workspace && findKey(tx, workspace.id, key.secret);
}

async function ofSession(
  door: Door,
  request: Request,
  { anyWorkspace = false, quietly = false }: { anyWorkspace?: boolean; quietly?: boolean },
): Promise<OperatorActor> {
  const session = await door.auth.api.getSession({ headers: request.headers, query: { disableRefresh: quietly } });
  if (!session) throw new Refusal('UNAUTHENTICATED', 'Please sign in.');
  mustBeSameOrigin(request, door.origin);
  const wanted = request.headers.get(workspaceHeader) ?? new URL(request.url).searchParams.get('workspace');
  return door.store.atTheDoor(async (tx) => {
    const own = await workspacesOfUser(tx, session.user.id);
    if (own.length === 0)
      throw new Refusal('UNAUTHENTICATED', 'You are no operator of any workspace here, or no longer.');
    if (!wanted && own.length > 1 && !anyWorkspace) {
      throw new Refusal('BAD_REQUEST', 'You work in several workspaces: name one in the header Vizitka-Workspace.');
    }
    const chosen = wanted ? own.find((workspace) => workspace.slug === wanted) : own[0];
    const there = chosen && (await findWorkspace(tx, chosen.slug));
    const actor = there && (await operatorOfUser(tx, there.id, session.user.id));
    if (!actor) throw new Refusal('NOT_FOUND', `There is no workspace “${wanted}”, or you are no operator of it.`);
    return actor;
  });
}
