import { sql } from 'kysely';
import { z } from 'zod';
import { notFound, Refusal } from '#contract/errors.ts';
import { type SignIn, type SignInInput, type SignInProvider, signInProviders } from '#contract/sign-in.ts';
import type { Tx } from '#db/database.ts';
import type { Sealer } from '../../identity/sealer.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';

/** What a provider knows a channel as. */
export interface ProviderClient {
  clientId: string;
  secret: string;
}

/** Where people come back to from each provider. */
export type Callbacks = (channelId: string) => SignIn['callbacks'];

const Kept = z.object({ clientId: z.string(), sealed: z.string() });
const KeptSignIn = z.partialRecord(z.enum(signInProviders), Kept);
type KeptSignIn = z.infer<typeof KeptSignIn>;

/** By whose sign-in the visitors of a web chat may say who they are; never with its secrets. NOT_FOUND. */
export async function readSignIn(tx: Tx, actor: Actor, callbacks: Callbacks, { id }: { id: string }): Promise<SignIn> {
  must(actor, 'manageSettings');
  return told(await keptOf(tx, actor.workspaceId, id), callbacks(id));
}

/**
 * Sets it. A secret is sealed with the installation's own, for this channel and provider, and never told again; left out, the one that is kept stays.
 * @throws NOT_FOUND; INVALID for a client without any secret.
 */
export async function editSignIn(
  tx: Tx,
  actor: Actor,
  sealer: Sealer,
  callbacks: Callbacks,
  { id, ...given }: SignInInput & { id: string },
): Promise<SignIn> {
  must(actor, 'manageSettings');
  const kept = await keptOf(tx, actor.workspaceId, id);
  for (const provider of signInProviders) {
    const client = given[provider];
    if (client === undefined) continue;
    if (client === null) {
      delete kept[provider];
      continue;
    }
    const sealed = client.secret ? sealer.seal(client.secret, purpose(id, provider)) : kept[provider]?.sealed;
    if (sealed === undefined)
      throw new Refusal('INVALID', 'The provider gave a secret with the client’s id. Enter both.', {
        fields: { [`${provider}.secret`]: 'missing' },
      });
    kept[provider] = { clientId: client.clientId, sealed };
  }
  await sql`update channel set settings = settings || ${JSON.stringify({ signIn: kept })}::jsonb
    where workspace_id = ${actor.workspaceId} and id = ${id}`.execute(tx);
  return told(kept, callbacks(id));
}

/** The providers that a channel's visitors may sign in with. */
export async function offeredSignIn(tx: Tx, workspaceId: string, id: string): Promise<SignInProvider[]> {
  const kept = await keptOf(tx, workspaceId, id);
  return signInProviders.filter((provider) => kept[provider]);
}

/** A channel's client at a provider with its secret readable. @throws NOT_FOUND where there is none, or it was sealed by another installation. */
export async function providerClient(
  tx: Tx,
  sealer: Sealer,
  { workspaceId, id }: { workspaceId: string; id: string },
  provider: SignInProvider,
): Promise<ProviderClient> {
  const kept = (await keptOf(tx, workspaceId, id))[provider];
  const secret = kept && sealer.open(kept.sealed, purpose(id, provider));
  if (!kept || !secret) throw notFound('sign-in');
  return { clientId: kept.clientId, secret };
}

async function keptOf(tx: Tx, workspaceId: string, id: string): Promise<KeptSignIn> {
  const { rows } = await sql<{ signIn: unknown }>`
    select settings -> 'signIn' as sign_in from channel
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  if (!rows[0]) throw notFound('channel');
  return KeptSignIn.safeParse(rows[0].signIn).data ?? {};
}

function told({ google, facebook }: KeptSignIn, callbacks: SignIn['callbacks']): SignIn {
  const client = (kept: z.infer<typeof Kept> | undefined) => (kept ? { clientId: kept.clientId } : null);
  return { google: client(google), facebook: client(facebook), callbacks };
}

function purpose(channelId: string, provider: SignInProvider): string {
  return `signing in with ${provider} on ${channelId}`;
}
