import { implement } from '@orpc/server';
import type { ResponseHeadersPluginContext } from '@orpc/server/plugins';
import { api } from '#contract/api.ts';
import type { KeyActor, OperatorActor } from '#domain/operators/actor.ts';
import { authenticate } from '../authenticate.ts';
import type { Door, Tx } from '../door.ts';

/** What a route has at hand: the door and the request. */
export interface RequestContext extends ResponseHeadersPluginContext {
  door: Door;
  request: Request;
  requestId: string;
  /** Names the actor to the log. */
  noteActor(actor: OperatorActor | KeyActor): void;
}

/** The contract's routes before anybody is known. */
export const anybody = implement(api).$context<RequestContext>();

/** The routes of somebody known. `run` does a verb in one transaction of the actor's workspace, in which a GET may only read. */
export const signedIn = known({});

/** The same, where the first of a person's workspaces will do when they named none. */
export const signedInAnywhere = known({ anyWorkspace: true });

function known(options: { anyWorkspace?: boolean }) {
  return anybody.use(async ({ context, next, procedure }) => {
    const readsOnly = procedure['~orpc'].route.method === 'GET';
    const actor = await authenticate(context.door, context.request, options);
    context.noteActor(actor);
    const run = <Result>(work: (tx: Tx, actor: OperatorActor | KeyActor) => Promise<Result>) =>
      context.door.store.inWorkspace(actor.workspaceId, (tx) => work(tx, actor), { attempts: 5, readsOnly });
    return next({ context: { actor, run } });
  });
}
