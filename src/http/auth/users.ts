import type { Auth } from './auth.ts';
import { forgetPasswordLinks } from './password-link.ts';

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

/**
 * Makes a user who has no password yet, and chooses one by a link (password-link.ts), or finds the one of this address.
 * `hasPassword`: they sign in already.
 */
export async function provideInvited(
  auth: Auth,
  given: { email: string; name: string },
): Promise<{ user: User; made: boolean; hasPassword: boolean }> {
  const { internalAdapter } = await auth.$context;
  const email = given.email.toLowerCase();
  const known = await internalAdapter.findUserByEmail(email);
  if (known) return { user: known.user, made: false, hasPassword: await hasPassword(auth, known.user.id) };
  const user = await internalAdapter.createUser(
    { email, name: given.name, emailVerified: false },
    { method: 'email-password' },
  );
  return { user, made: true, hasPassword: false };
}

/** Whether a user signs in with a password; one who was invited has none until they choose it. */
export async function hasPassword(auth: Auth, userId: string): Promise<boolean> {
  return Boolean(await (await auth.$context).internalAdapter.findCredentialAccount(userId));
}

/** The user of an address, whatever its capitals; null when there is none. */
export async function findUser(auth: Auth, email: string): Promise<User | null> {
  const found = await (await auth.$context).internalAdapter.findUserByEmail(email.toLowerCase());
  return found?.user ?? null;
}

/** Sets a new password and ends every session of the user, and links to choose one. Throws a RangeError as `provideUser` does. */
export async function setPassword(auth: Auth, userId: string, password: string): Promise<void> {
  mustBeStrong(password);
  const { internalAdapter, password: passwords } = await auth.$context;
  const hash = await passwords.hash(password);
  if (await hasPassword(auth, userId)) await internalAdapter.updatePassword(userId, hash);
  else await internalAdapter.linkAccount({ userId, accountId: userId, providerId: 'credential', password: hash });
  await internalAdapter.deleteUserSessions(userId);
  await forgetPasswordLinks(auth, userId);
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
