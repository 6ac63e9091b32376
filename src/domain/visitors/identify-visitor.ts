import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { Session } from '#contract/widget.ts';
import type { Tx } from '#db/database.ts';
import type { CheckedIdentity } from '../identity/signed-identity.ts';
import type { LoadedChannel } from '../intake/load-channel.ts';
import { newSession, sessionOf } from './begin-session.ts';
import { type ProviderProfile, subjectOf } from './sign-in/provider-profile.ts';
import { findVisitor, type Visitor } from './visitor.ts';

/** A visitor with the token that they spoke with. */
interface Speaking {
  visitor: Visitor;
  token: string;
}

/**
 * Somebody signed in on the company's site (`vizitka.identify(token)`): their messages carry the identity from now on. Another person than before on the same
 * browser, or nobody any more (`null`), begins a session of their own and sees nothing of the one before (R-REC-4).
 * @param identity the token with what its check found, done before the transaction.
 * @throws INVALID with the problem of a token that counts for nothing.
 */
export async function identifyVisitor(
  tx: Tx,
  channel: LoadedChannel,
  speaking: Speaking,
  identity: { token: string; checked: CheckedIdentity } | null,
): Promise<Session> {
  const { visitor, token } = speaking;
  if (identity === null) {
    return visitor.subject === null ? sessionOf(tx, visitor, token) : newSession(tx, channel, visitor);
  }
  const { checked } = identity;
  if ('problem' in checked)
    throw new Refusal('INVALID', `This signed identity counts for nothing: ${checked.problem}.`, {
      fields: { token: checked.problem },
    });
  const { sub } = checked.claims;
  return signedIn(tx, channel, speaking, {
    identity: identity.token,
    signIn: null,
    subject: sub,
    name: nameIn(checked.claims),
  });
}

/** The same for somebody whom a provider's sign-in named. */
export async function identifyByProvider(
  tx: Tx,
  channel: LoadedChannel,
  speaking: Speaking,
  signIn: ProviderProfile,
): Promise<Session> {
  const subject = subjectOf(signIn);
  const name = (signIn.name ?? signIn.email?.address ?? signIn.provider).trim().slice(0, 200);
  return signedIn(tx, channel, speaking, { identity: null, signIn, subject, name });
}

interface Person {
  identity: string | null;
  signIn: ProviderProfile | null;
  subject: string;
  name: string;
}

async function signedIn(
  tx: Tx,
  channel: LoadedChannel,
  { visitor, token }: Speaking,
  { identity, signIn, subject, name }: Person,
): Promise<Session> {
  const isAnother = visitor.subject !== null && visitor.subject !== subject;
  const session = isAnother ? await newSession(tx, channel, visitor) : await sessionOf(tx, visitor, token);
  const now = isAnother ? await findVisitor(tx, channel, session.token) : visitor;
  await sql`update visitor set identity = ${identity}, sign_in = ${signIn && JSON.stringify(signIn)}::jsonb, subject = ${subject},
      signed_in_as = ${name}, identified_at = ${new Date()}
    where workspace_id = ${visitor.workspaceId} and id = ${now?.id ?? visitor.id}`.execute(tx);
  return { ...session, signedInAs: name, signedInWith: signIn?.provider ?? 'site' };
}

function nameIn(claims: { sub: string; name?: unknown; email?: unknown }): string {
  const said = [claims.name, claims.email].find((one): one is string => typeof one === 'string' && one.trim() !== '');
  return (said ?? claims.sub).trim().slice(0, 200);
}
