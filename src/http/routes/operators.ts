import { Refusal } from '#contract/errors.ts';
import type { Operator, SignInLink } from '#contract/operator.ts';
import type { KeyActor, OperatorActor } from '#domain/operators/actor.ts';
import { bringBackOperator, removeOperator } from '#domain/operators/end-access.ts';
import { editOperator, listOperatorDetails, mayAddOperator, readOperator } from '#domain/operators/operator-details.ts';
import { addOperator } from '#domain/operators/people.ts';
import { listColleagues } from '#domain/operators/presence.ts';
import { readWorkspace, workspacesOfUser } from '#domain/operators/workspaces.ts';
import { makePasswordLink } from '../auth/password-link.ts';
import { discardUser, endSessions, findUser, hasPassword, provideInvited, type User } from '../auth/users.ts';
import type { Door } from '../door.ts';
import { type RequestContext, signedIn } from './signed-in.ts';

const routes = signedIn.operators;

/** The people who work here: colleagues for everybody, who may sign in and what they may do for administrators. */
export const operators = {
  list: routes.list.handler(({ context }) => context.run(listColleagues)),
  details: routes.details.handler(({ context }) => context.run(listOperatorDetails)),
  read: routes.read.handler(({ context, input }) => context.run((tx, actor) => readOperator(tx, actor, input.id))),
  add: routes.add.handler(async ({ context, input }) => {
    const { door, actor, run } = context;
    await run((tx) => mayAddOperator(tx, actor, input));
    const { user, made, hasPassword: signsIn } = await provideInvited(door.auth, input);
    if (!signsIn && (await worksElsewhere(door, actor, user.id))) throw invitedElsewhere();
    try {
      const operator = await run(async (tx) => {
        const { id } = await addOperator(tx, actor, { ...input, userId: user.id });
        return readOperator(tx, actor, id);
      });
      return { operator, ...(signsIn ? { link: null, mailed: false } : await invite(context, user, operator)) };
    } catch (error) {
      if (made) await discardUser(door.auth, user.id);
      throw error;
    }
  }),
  edit: routes.edit.handler(({ context, input }) => context.run((tx, actor) => editOperator(tx, actor, input))),
  deactivate: routes.deactivate.handler(async ({ context: { door, run }, input }) => {
    const { userId, operator } = await run(async (tx, actor) => ({
      userId: await removeOperator(tx, actor, input.id),
      operator: await readOperator(tx, actor, input.id),
    }));
    const works = userId && (await door.store.atTheDoor((tx) => workspacesOfUser(tx, userId))).length > 0;
    if (userId && !works) await endSessions(door.auth, userId);
    return operator;
  }),
  bringBack: routes.bringBack.handler(({ context, input }) =>
    context.run(async (tx, actor) => {
      await bringBackOperator(tx, actor, input.id);
      return readOperator(tx, actor, input.id);
    }),
  ),
  signInLink: routes.signInLink.handler(async ({ context, input }) => {
    const { door, actor, run } = context;
    const operator = await run((tx) => readOperator(tx, actor, input.id));
    const user = operator.removedAt === null ? await findUser(door.auth, operator.email) : null;
    if (!user || (await hasPassword(door.auth, user.id))) {
      const message =
        'They sign in with a password of their own. A new one is made at the console: vizitka user password.';
      throw new Refusal('CONFLICT', message, { reason: 'hasPassword' });
    }
    if (await worksElsewhere(door, actor, user.id)) throw invitedElsewhere();
    return invite(context, user, operator);
  }),
};

/** Whoever holds the link is that person, in all their workspaces: so it is made in their only one. */
async function worksElsewhere(
  { store }: Door,
  { workspaceId }: KeyActor | OperatorActor,
  userId: string,
): Promise<boolean> {
  const works = await store.atTheDoor((tx) => workspacesOfUser(tx, userId));
  return works.some(({ id }) => id !== workspaceId);
}

function invitedElsewhere(): Refusal {
  const message = 'Another workspace invited them, and they have chosen no password yet. Try again once they have.';
  return new Refusal('CONFLICT', message, { reason: 'invitedElsewhere' });
}

type Inviting = RequestContext & { actor: KeyActor | OperatorActor };

async function invite(
  { door, actor, request }: Inviting,
  user: User,
  { name, language }: Operator,
): Promise<SignInLink> {
  const link = await makePasswordLink(door.auth, door.origin ?? originOf(request), user);
  if (!door.invitations) return { link, mailed: false };
  const { name: company } = await door.store.inWorkspace(actor.workspaceId, (tx) =>
    readWorkspace(tx, actor.workspaceId),
  );
  try {
    const by = actor.type === 'operator' ? actor.name : null;
    await door.invitations.send({ to: user.email, name, by, company, link, language });
    return { link, mailed: true };
  } catch (error) {
    door.log.error({ err: error }, 'an invitation was not sent');
    return { link, mailed: false };
  }
}

/** The address that the browser is at, which knows of a proxy in front that speaks https; only where it is this host. */
function originOf(request: Request): string {
  const { host, origin } = new URL(request.url);
  const said = request.headers.get('origin');
  return said && URL.canParse(said) && new URL(said).host === (request.headers.get('host') ?? host) ? said : origin;
}
