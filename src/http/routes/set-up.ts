import { Refusal } from '#contract/errors.ts';
import type { SetUp } from '#contract/set-up.ts';
import { addOperator } from '#domain/operators/people.ts';
import { allWorkspaces, createWorkspace } from '#domain/operators/workspaces.ts';
import { spendSetUpToken } from '../auth/set-up-token.ts';
import { discardUser, provideUser, setPassword } from '../auth/users.ts';
import type { Door } from '../door.ts';
import { anybody } from './signed-in.ts';

/** The first workspace with its first administrator, by the one-time link. */
export const setUp = anybody.setUp.handler(async ({ context: { door }, input }) => {
  const existing = await door.store.atTheDoor(allWorkspaces);
  if (existing.length > 0 || !(await spendSetUpToken(door.auth, input.token))) {
    throw new Refusal(
      'FORBIDDEN',
      'This set-up link was used, is too old, or is not ours. Start Vizitka again for a new one.',
    );
  }
  return makeFirst(door, input);
});

async function makeFirst({ store, auth }: Door, { workspace, operator: { name, email, password, language } }: SetUp) {
  const { user, made } = await provideUser(auth, { email, name, password });
  if (!made) await setPassword(auth, user.id, password); // left behind by a set-up that failed
  try {
    return await store.atTheDoor(async (tx) => {
      const { id, slug } = await createWorkspace(tx, { ...workspace, country: workspace.country ?? null });
      const system = { type: 'system', workspaceId: id, id: null, name: null } as const;
      await addOperator(tx, system, { userId: user.id, name, email: user.email, role: 'administrator', language });
      return { slug };
    });
  } catch (error) {
    if (made) await discardUser(auth, user.id);
    throw error;
  }
}
