import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { clientAddressHeader } from './auth/auth.ts';

/** Tells the sign-in, in a header that no client can set, who asks. */
export function nameClient(trustedProxies: string[]): MiddlewareHandler {
  return (context, next) => {
    const headers = new Headers(context.req.raw.headers);
    headers.set(clientAddressHeader, clientAddress(context, trustedProxies));
    context.req.raw = new Request(context.req.raw, { headers });
    return next();
  };
}

/**
 * The address of whoever asks: the socket's other end, or, where that is a trusted reverse proxy, the last address of
 * X-Forwarded-For that is none. What a client writes into that header is never believed.
 */
function clientAddress(context: Context, trustedProxies: string[]): string {
  const socket = withoutMapping(addressOfSocket(context));
  if (!trustedProxies.includes(socket)) return socket;
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map((part) => withoutMapping(part.trim()));
  return forwarded.reverse().find((address) => address && !trustedProxies.includes(address)) ?? socket;
}

function addressOfSocket(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? 'unknown';
  } catch {
    return 'unknown'; // app.request() of a test has no socket
  }
}

// RFC 4291 2.5.5.2: an IPv4 client of a socket that listens on both.
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
