import type { Context } from 'hono';
import { notFound, Refusal } from '#contract/errors.ts';
import { type LoadedChannel, loadChannel } from '#domain/intake/load-channel.ts';
import { findWorkspace } from '#domain/operators/workspaces.ts';
import { findVisitor, type Visitor } from '#domain/visitors/visitor.ts';
import type { Door } from '../door.ts';

/** Who asks on which channel. */
export interface Asking {
  channel: LoadedChannel;
  visitor: Visitor;
  token: string;
}

/**
 * The web chat that a request is about, by the workspace's slug and the channel's id.
 * @throws NOT_FOUND for anything that is no web chat, or one that is switched off; FORBIDDEN from a site that may not show it.
 */
export async function channelOf(door: Door, context: Context): Promise<LoadedChannel> {
  const { workspace = '', channelId = '' } = context.req.param() as Record<string, string | undefined>;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(channelId)) throw notFound('chat');
  const channel = await door.store
    .atTheDoor(async (tx) => {
      const { id } = await findWorkspace(tx, workspace);
      return loadChannel(tx, id, channelId, door.sealer);
    })
    .catch((error: unknown) => {
      throw error instanceof Refusal ? notFound('chat') : error;
    });
  if (channel.kind !== 'webchat' || !channel.enabled) throw notFound('chat');
  mustBeAllowed(channel, context, door.origin);
  return channel;
}

/** The same with the visitor whose token the request brings. @throws UNAUTHENTICATED for a token that is none of this channel. */
export async function askingOf(door: Door, context: Context): Promise<Asking> {
  const channel = await channelOf(door, context);
  const token = tokenOf(context);
  const visitor = token && (await door.store.inWorkspace(channel.workspaceId, (tx) => findVisitor(tx, channel, token)));
  if (!token || !visitor) throw new Refusal('UNAUTHENTICATED', 'This session is over. Begin a new one.');
  return { channel, visitor, token };
}

/** The token of a visitor's session; null for none. */
export function tokenOf(context: Context): string | null {
  const [, token] = /^Bearer ([\w-]{20,100})$/i.exec(context.req.header('authorization') ?? '') ?? [];
  return token ?? null;
}

/**
 * The site whose window may open a sign-in: one that the channel names, or our own. A channel for every site has no sign-in on them: whoever shows the
 * chat in a page of theirs would be told whom their visitor is.
 * @throws FORBIDDEN for any other.
 */
export function siteThatSignsIn(door: Door, channel: LoadedChannel, context: Context): string {
  const from = context.req.header('origin') ?? door.origin ?? new URL(context.req.url).origin;
  if (maySignInFrom(door, channel, context)) return from;
  throw new Refusal('FORBIDDEN', `Nobody signs in on ${from}. Add the site in the channel’s settings first.`);
}

/** Whether the site that asks may open a sign-in. Of a request that names no site, it is our own page's. */
export function maySignInFrom(door: Door, { settings }: LoadedChannel, context: Context): boolean {
  const from = context.req.header('origin');
  return from === undefined || settings.allowedOrigins.includes(from) || isOwnPage(from, context, door.origin);
}

// Browsers alone send Origin, and pages cannot forge it: it keeps a chat off sites that it was not made for, not programs.
function mustBeAllowed({ settings: { allowedOrigins } }: LoadedChannel, context: Context, own: string | null): void {
  const from = context.req.header('origin');
  if (allowedOrigins.length === 0 || from === undefined || allowedOrigins.includes(from)) return;
  if (!isOwnPage(from, context, own))
    throw new Refusal('FORBIDDEN', `This chat is not for ${from}. Add the site in the channel’s settings first.`);
}

function isOwnPage(from: string, context: Context, own: string | null): boolean {
  return own ? from === own : URL.canParse(from) && new URL(from).host === context.req.header('host');
}
