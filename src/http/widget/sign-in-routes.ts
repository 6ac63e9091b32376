import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { notFound } from '#contract/errors.ts';
import { type SignInProvider, signInProviders } from '#contract/sign-in.ts';
import { SignInFinish, SignInStart } from '#contract/widget-input.ts';
import { finishSignIn } from '#domain/visitors/sign-in/finish-sign-in.ts';
import { providerClient } from '#domain/visitors/sign-in/sign-in-settings.ts';
import { keepBack, keepBegun, takeBegun } from '#domain/visitors/sign-in/sign-in-steps.ts';
import { clientAddressHeader } from '../auth/auth.ts';
import type { Door } from '../door.ts';
import { askingOf, channelOf, siteThatSignsIn } from './entrance.ts';
import { limitRate } from './rates.ts';
import { readBody } from './read-body.ts';
import { backPage } from './sign-in-page.ts';

/** Where people come back to from a provider: the address that is registered there. */
export function callbackOf(origin: string, place: { workspace: string; channelId: string }, provider: SignInProvider) {
  return `${origin}/widget/v1/${place.workspace}/${place.channelId}/sign-in/${provider}/callback`;
}

/**
 * A visitor says who they are by a provider (R-ID-4): the widget opens a window on the address that it is told here, the window comes back to `callback`,
 * which tells a code to the window that opened it and to no other site, and the widget brings that code.
 */
export function signInRoutes(door: Door): Hono {
  const routes = new Hono();
  const limit = limitRate(20, 60_000);
  const inWorkspace = door.store.inWorkspace;

  routes.post('/:workspace/:channelId/sign-in', async (context) => {
    const { channel, visitor } = await askingOf(door, context);
    limit.must(visitor.id);
    const { provider } = await readBody(context, SignInStart);
    const origin = siteThatSignsIn(door, channel, context);
    const begun = { origin, verifier: secret(), nonce: secret() };
    const { client, state } = await inWorkspace(channel.workspaceId, async (tx) => ({
      client: await providerClient(tx, door.sealer, channel, provider),
      state: await keepBegun(tx, door.sealer, visitor, provider, begun),
    }));
    const callback = callbackOf(ownOrigin(door, context), placeOf(context), provider);
    const url = await door.providers[provider].begin(client, { callback, state, ...begun });
    return context.json({ url: url.href });
  });

  routes.post('/:workspace/:channelId/sign-in/finish', async (context) => {
    const { channel, visitor, token } = await askingOf(door, context);
    limit.must(visitor.id);
    const { code } = await readBody(context, SignInFinish);
    const work = { attempts: 5 };
    return context.json(
      await inWorkspace(
        channel.workspaceId,
        (tx) => finishSignIn(tx, door.sealer, channel, { visitor, token }, code),
        work,
      ),
    );
  });

  return routes;
}

/** The window that comes back: a page of its own, which no other site reads. */
export function signInBack(door: Door): (context: Context) => Promise<Response> {
  const limit = limitRate(60, 60_000);
  const inWorkspace = door.store.inWorkspace;
  return async (context) => {
    limit.must(context.req.header(clientAddressHeader) ?? '');
    const provider = signInProviders.find((one) => one === context.req.param('provider'));
    if (!provider) throw notFound('sign-in');
    const channel = await channelOf(door, context);
    const state = context.req.query('state') ?? '';
    const taken = await inWorkspace(channel.workspaceId, (tx) => takeBegun(tx, door.sealer, channel, provider, state));
    if (!taken) return backPage(context, null, { problem: 'over' });
    const { visitor, begun } = taken;
    if (context.req.query('error') !== undefined) return backPage(context, begun.origin, { problem: 'denied' });
    try {
      const client = await inWorkspace(channel.workspaceId, (tx) => providerClient(tx, door.sealer, channel, provider));
      const callback = callbackOf(ownOrigin(door, context), placeOf(context), provider);
      const back = new URL(callback + new URL(context.req.url).search);
      const profile = await door.providers[provider].profile(client, { callback, back, state, ...begun });
      const code = await inWorkspace(channel.workspaceId, (tx) => keepBack(tx, door.sealer, visitor, profile));
      return backPage(context, begun.origin, { code });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
      door.log.error({ provider, name, message }, 'a sign-in of a visitor failed');
      return backPage(context, begun.origin, { problem: 'failed' });
    }
  };
}

function ownOrigin({ origin }: Door, context: Context): string {
  return origin ?? new URL(context.req.url).origin;
}

function placeOf(context: Context): { workspace: string; channelId: string } {
  const { workspace = '', channelId = '' } = context.req.param() as Record<string, string | undefined>;
  return { workspace, channelId };
}

/** 43 letters and digits, as PKCE (RFC 7636, 4.1) and the nonce take them. */
function secret(): string {
  return randomBytes(32).toString('base64url');
}
