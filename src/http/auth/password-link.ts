import { type Auth, heardTokens } from './auth.ts';

/**
 * The way to a first password: a page of the screen with better-auth's own token, good for a week and for one use. The one made before ends.
 * @param origin the address that people use, without a slash at its end.
 */
export async function makePasswordLink(
  auth: Auth,
  origin: string,
  user: { id: string; email: string },
): Promise<string> {
  await forgetPasswordLinks(auth, user.id);
  let token = '';
  const hear = (made: string) => {
    token = made;
  };
  await heardTokens.run(hear, () => auth.api.requestPasswordReset({ body: { email: user.email } }));
  if (token === '') throw new Error('The sign-in made no token.');
  return `${origin}/set-password?${new URLSearchParams({ token, email: user.email })}`;
}

/** Ends the links that nobody used yet. */
export async function forgetPasswordLinks(auth: Auth, userId: string): Promise<void> {
  await (await auth.$context).adapter.deleteMany({
    model: 'verification',
    where: [
      { field: 'value', value: userId },
      { field: 'identifier', operator: 'starts_with', value: 'reset-password:' },
    ],
  });
}
