import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { timeout } from 'hono/timeout';
import { Refusal } from '#contract/errors.ts';

/** TOO_LARGE for a body of more bytes, before anything reads it. */
export function limitBody(bytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new Refusal('TOO_LARGE', `This is larger than the ${bytes / 1_000_000} MB that can be taken at once.`);
    },
  });
}

/** UNAVAILABLE for what takes more milliseconds; work that has begun may still end well. */
export function limitTime(milliseconds: number): MiddlewareHandler {
  return timeout(milliseconds, new HTTPException(503, { message: 'This takes too long just now. Please try again.' }));
}

/** Leaves out deliveries of channels, replies with what hangs on them, and files to import, which have limits of their own. */
export function unlessDelivery(limit: MiddlewareHandler): MiddlewareHandler {
  return (context, next) =>
    /\/(inbound|replies|imports\/(mail|contacts))$/.test(context.req.path) ? next() : limit(context, next);
}
