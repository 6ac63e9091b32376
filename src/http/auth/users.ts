import type { Auth } from './auth.ts';

export interface User {
  id: string;
  email: string;
  name: string;
}

/**
 * Makes a user who signs in with e-mail and password (kept as scrypt), or finds the one of this address, whose password
 * stays as it is. `made` says which. Throws a RangeError for a password outside 10 to 128 characters.
 */
export async function provideUser(
  auth: Auth,
  given: { email: string; name: string; password: string },
): Promise<{ user: User; made: boolean }> {
  const context = await auth.$context;
  const email = given.email.toLowerCase();
  const known = await context.internalAdapter.findUserByEmail(email);
  if (known) return { user: known.user, made: false };
  mustBeStrong(given.password);
  const password = await context.password.hash(given.password);
  const user = await context.internalAdapter.createUser(
    { email, name: given.name, emailVerified: true },
    { method: 'email-password' },
  );
  await context.internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password,
  });
  return { user, made: true };
}

/** The user of an address, whatever its capitals; null when there is none. */
export async function findUser(auth: Auth, email: string): Promise<User | null> {
  const found = await (await auth.$context).internalAdapter.findUserByEmail(email.toLowerCase());
  return found?.user ?? null;
}

/** Sets a new password and ends every session of the user. Throws a RangeError as `provideUser` does. */
export async function setPassword(auth: Auth, userId: string, password: string): Promise<void> {
  mustBeStrong(password);
  const context = await auth.$context;
  await context.internalAdapter.updatePassword(userId, await context.password.hash(password));
  await context.internalAdapter.deleteUserSessions(userId);
}

/** Removes a user with their sessions: for one who was made for something that then failed. */
export async function discardUser(auth: Auth, userId: string): Promise<void> {
  await (await auth.$context).internalAdapter.deleteUser(userId);
}

/** Ends every session of a user, at once. */
export async function endSessions(auth: Auth, userId: string): Promise<void> {
  await (await auth.$context).internalAdapter.deleteUserSessions(userId);
}

function mustBeStrong(password: string): void {
  if (password.length < 10 || password.length > 128) throw new RangeError('A password has 10 to 128 characters.');
}
