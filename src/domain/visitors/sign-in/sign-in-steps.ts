import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { SignInProvider } from '#contract/sign-in.ts';
import type { Tx } from '#db/database.ts';
import type { Sealer } from '../../identity/sealer.ts';
import { digestOf, type Visitor } from '../visitor.ts';
import type { ProviderProfile } from './provider-profile.ts';

/** What is kept between the steps of a sign-in. `origin`: the site whose window asked for it, which alone hears how it went. */
export interface Begun {
  origin: string;
  verifier: string;
  nonce: string;
}

/** Milliseconds: for signing in at the provider, and for the widget to take over what came back. */
const times = { begun: 10 * 60_000, back: 60_000 };

/**
 * A visitor goes to a provider: kept under the digest of a state that nobody guesses, which serves once (RFC 6749, 10.12).
 * @returns the state.
 */
export async function keepBegun(
  tx: Tx,
  sealer: Sealer,
  visitor: Visitor,
  provider: SignInProvider,
  begun: Begun,
): Promise<string> {
  return keep(tx, sealer, visitor, { provider, step: 'begun', value: begun });
}

/** Somebody comes back from a provider with a state: it is used up, whatever follows. null for one that is none, is over, or belongs elsewhere. */
export async function takeBegun(
  tx: Tx,
  sealer: Sealer,
  channel: { workspaceId: string; id: string },
  provider: SignInProvider,
  state: string,
): Promise<{ visitor: Pick<Visitor, 'workspaceId' | 'id'>; begun: Begun } | null> {
  const { rows } = await sql<{ visitorId: string; sealed: string }>`
    delete from visitor_sign_in s using visitor v
    where s.workspace_id = ${channel.workspaceId} and s.state_hash = ${digestOf(state)} and s.step = 'begun' and s.provider = ${provider}
      and s.until > ${new Date()} and v.workspace_id = s.workspace_id and v.id = s.visitor_id and v.channel_id = ${channel.id}
    returning s.visitor_id, s.sealed`.execute(tx);
  const [found] = rows;
  const begun = found && sealer.open(found.sealed, purpose(found.visitorId));
  if (!found || !begun) return null;
  return { visitor: { workspaceId: channel.workspaceId, id: found.visitorId }, begun: JSON.parse(begun) as Begun };
}

/**
 * Keeps whom the provider named until the widget takes it over. It is not the visitor's yet: whoever began a sign-in and sent its address to somebody else
 * must not become that person, so it counts only when the window that opened it brings the code.
 * @returns the code, for that window alone.
 */
export async function keepBack(
  tx: Tx,
  sealer: Sealer,
  visitor: Pick<Visitor, 'workspaceId' | 'id'>,
  profile: ProviderProfile,
): Promise<string> {
  return keep(tx, sealer, visitor, { provider: profile.provider, step: 'back', value: profile });
}

/** The widget brings the code of its own visitor's sign-in; it serves once. @throws INVALID for any other. */
export async function takeBack(tx: Tx, sealer: Sealer, visitor: Visitor, code: string): Promise<ProviderProfile> {
  const { rows } = await sql<{ sealed: string }>`
    delete from visitor_sign_in where workspace_id = ${visitor.workspaceId} and state_hash = ${digestOf(code)} and step = 'back'
      and visitor_id = ${visitor.id} and until > ${new Date()} returning sealed`.execute(tx);
  const profile = rows[0] && sealer.open(rows[0].sealed, purpose(visitor.id));
  if (!profile) throw new Refusal('INVALID', 'This sign-in is over. Please begin it again.');
  return JSON.parse(profile) as ProviderProfile;
}

async function keep(
  tx: Tx,
  sealer: Sealer,
  { workspaceId, id }: Pick<Visitor, 'workspaceId' | 'id'>,
  { provider, step, value }: { provider: SignInProvider; step: 'begun' | 'back'; value: object },
): Promise<string> {
  const key = randomBytes(32).toString('base64url');
  await tx
    .insertInto('visitorSignIn')
    .values({
      workspaceId,
      stateHash: digestOf(key),
      visitorId: id,
      provider,
      step,
      sealed: sealer.seal(JSON.stringify(value), purpose(id)),
      until: new Date(Date.now() + times[step]),
    })
    .execute();
  return key;
}

function purpose(visitorId: string): string {
  return `a sign-in of ${visitorId}`;
}
