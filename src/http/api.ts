import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { ORPCError, type Router } from '@orpc/server';
import { ResponseHeadersPlugin } from '@orpc/server/plugins';
import type { api } from '#contract/api.ts';
import { Refusal } from '#contract/errors.ts';
import { findUnstorable } from '#contract/unstorable.ts';
import type { Door } from './door.ts';
import { answerTo, type ErrorBody } from './errors.ts';
import { board, tellWaitingOf, workspace } from './routes/board.ts';
import { channels } from './routes/channels.ts';
import { contacts } from './routes/contacts.ts';
import { conversations } from './routes/conversations.ts';
import { queues } from './routes/desk.ts';
import { duplicates } from './routes/duplicates.ts';
import { followUps } from './routes/follow-ups.ts';
import { forms } from './routes/forms.ts';
import { changes, search } from './routes/history.ts';
import { imports } from './routes/imports.ts';
import { accessRequests, blockedSenders } from './routes/keeping-out.ts';
import { me } from './routes/me.ts';
import { operators } from './routes/operators.ts';
import { templates } from './routes/replies.ts';
import { cardHolds, conversationHolds, holds, retention } from './routes/retention.ts';
import { routingRules } from './routes/routing.ts';
import { setUp } from './routes/set-up.ts';
import { excludedValues, fields, signedIdentity } from './routes/settings.ts';
import type { RequestContext } from './routes/signed-in.ts';
import { conversationTags, tagRules } from './routes/tags.ts';
import { views } from './routes/views.ts';
import { visitors } from './routes/visitors.ts';

/** The contract, route by route. The compiler fails when one is missing. */
const routes = {
  setUp,
  me,
  contacts: { ...contacts, ...cardHolds },
  duplicates,
  operators,
  queues: { ...queues, tellWaiting: tellWaitingOf },
  board,
  workspace,
  fields,
  excludedValues,
  signedIdentity,
  blockedSenders,
  accessRequests,
  retention,
  holds,
  views,
  templates,
  forms,
  followUps,
  visitors,
  conversationTags,
  tagRules,
  routingRules,
  conversations: { ...conversations, ...conversationHolds },
  search,
  channels,
  imports,
  changes,
} satisfies Router<typeof api, RequestContext>;

/** Answers a request to /api/v1 that the contract has a route for; null for any other. */
export type AnswerApi = (request: Request, context: Omit<RequestContext, 'request'>) => Promise<Response | null>;

export function openApi({ log }: Pick<Door, 'log'>): AnswerApi {
  const handler = new OpenAPIHandler<RequestContext>(routes, {
    plugins: [new ResponseHeadersPlugin()],
    clientInterceptors: [
      async ({ next, path, input, context: { requestId } }) => {
        try {
          if (path.join('.') !== 'channels.inbound') refuseUnstorable(input); // what comes from outside is kept as far as it can be
          return await next();
        } catch (error) {
          const about = { err: error, requestId, route: path.join('.') };
          throw asAnswer(error, () => log.error(about, 'a request failed unexpectedly'));
        }
      },
    ],
    customErrorResponseBodyEncoder: (error): ErrorBody => (error.data as ErrorBody | undefined) ?? answerTo(error).body,
  });
  return async (request, context) => {
    const { response } = await handler.handle(asGet(request), { prefix: '/api/v1', context: { ...context, request } });
    return response ?? null;
  };
}

/** @throws INVALID that names where. */
function refuseUnstorable(input: unknown): void {
  const where = findUnstorable(input)?.join('.');
  if (where === undefined) return;
  const message = 'It holds a NUL character, or half of a character. Please remove it.';
  throw new Refusal('INVALID', `Please check what was sent: ${where}: ${message}`, { fields: { [where]: message } });
}

function asAnswer(error: unknown, onUnexpected: () => void): ORPCError<string, ErrorBody> {
  const { status, body, unexpected } = answerTo(error);
  if (unexpected) onUnexpected();
  return new ORPCError(body.error.code, { status, message: body.error.message, data: body });
}

// RFC 9110, 9.3.2: HEAD is GET without the content, which Hono leaves out.
function asGet(request: Request): Request {
  return request.method === 'HEAD' ? new Request(request, { method: 'GET' }) : request;
}
