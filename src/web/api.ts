import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { api as contract } from '#contract/api.ts';
import type { ErrorCode, RefusalReason } from '#contract/errors.ts';
import { currentWorkspace } from './workspace.ts';

interface CallContext {
  /** The version of the card that an edit or a deletion is meant for. */
  ifMatch?: number;
}

/** What went wrong, in the shape of the API's errors; UNREACHABLE is ours, for an answer that never came. */
export interface Failure {
  code: ErrorCode | 'UNREACHABLE';
  /** Why, where the server tells it by a word of its own. */
  reason?: RefusalReason;
  message: string;
  fields: Record<string, string>;
  data: unknown;
}

interface ErrorBody {
  error?: { code: string; reason?: string; message: string; fields?: Record<string, string>; data?: unknown };
}

const link = new OpenAPILink<CallContext>(contract, {
  url: () => `${location.origin}/api/v1`,
  headers: ({ context }) => ({
    ...(currentWorkspace() ? { 'vizitka-workspace': currentWorkspace() } : {}),
    ...(context.ifMatch === undefined ? {} : { 'if-match': `"${context.ifMatch}"` }),
  }),
  fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
  customErrorResponseBodyDecoder: (body, response) => {
    const error = (body as ErrorBody | null)?.error;
    if (!error) return null;
    const { code, reason, message, fields, data } = error;
    return new ORPCError(code, { status: response.status, message, data: { reason, fields, data }, defined: true });
  },
});

/** The public API, typed by its contract: `api.contacts.read({ id })`. */
export const api: ContractRouterClient<typeof contract, CallContext> = createORPCClient(link);

/** The same with keys and options for the cache: `cached.contacts.read.queryOptions({ input: { id } })`. */
export const cached = createTanstackQueryUtils(api);

/** Reads an error thrown by a call. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ORPCError && error.status > 0) {
    const more = (error.data ?? {}) as { reason?: RefusalReason; fields?: Record<string, string>; data?: unknown };
    const code = error.status >= 500 ? 'UNAVAILABLE' : (error.code as ErrorCode);
    const { reason, fields = {}, data } = more;
    return { code, ...(reason && { reason }), message: error.message, fields, data };
  }
  return { code: 'UNREACHABLE', message: error instanceof Error ? error.message : '', fields: {}, data: undefined };
}
