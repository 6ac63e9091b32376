import type { OpenAPI } from '@orpc/openapi';
import type { ErrorHandler, Handler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { notFound, Refusal } from '#contract/errors.ts';
import { methodsOf } from './allowed-methods.ts';
import type { Door, Log } from './door.ts';
import { answerTo } from './errors.ts';
import type { Noted } from './request-log.ts';

/** Answers what was thrown on the way; what nobody foresaw goes to the log with the request's id. */
export function answerError(log: Log): ErrorHandler<Noted> {
  return (error, context) => {
    const { status, body, unexpected } = answerTo(error);
    if (unexpected) log.error({ err: error, requestId: context.get('requestId') }, 'a request failed unexpectedly');
    return context.json(body, status as ContentfulStatusCode);
  };
}

/** Answers what has no route: 405 with Allow when another method would have one, else 404. */
export function answerNothing(document: OpenAPI.Document) {
  const methods = methodsOf(document);
  return ((context) => {
    const allowed = methods(context.req.path);
    if (allowed.length > 0) context.header('allow', allowed.join(', '));
    const refusal =
      allowed.length > 0
        ? new Refusal('METHOD_NOT_ALLOWED', `This address takes ${allowed.join(', ')}.`)
        : notFound('address');
    const { status, body } = answerTo(refusal);
    return context.json(body, status as ContentfulStatusCode);
  }) satisfies Handler<Noted>;
}

/** Whether this process can take work: 503 while it stops, or cannot reach its database. */
export function answerReady(door: Door): Handler<Noted> {
  return async (context) => {
    const reached = door.isOpen() && (await door.store.atTheDoor(async () => true).catch(() => false));
    return reached ? context.text('ready') : context.text('not ready', 503);
  };
}
