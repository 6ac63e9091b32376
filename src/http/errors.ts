import { ORPCError, ValidationError } from '@orpc/server';
import { HTTPException } from 'hono/http-exception';
import { type ErrorCode, errorStatus, Refusal } from '#contract/errors.ts';

/** What the API says when it does not do what was asked: contract/errors.ts holds the codes. */
export interface ErrorBody {
  error: { code: string; reason?: string; message: string; fields?: Record<string, string>; data?: unknown };
}

/**
 * The one place that turns whatever was thrown into an answer. `unexpected` marks what nobody foresaw: it is logged, and
 * the answer says nothing of it.
 */
export function answerTo(error: unknown): { status: number; body: ErrorBody; unexpected: boolean } {
  const refusal = asRefusal(error);
  const { code, reason, message, fields, data } = refusal ?? internal;
  const body = {
    error: { code, ...(reason && { reason }), message, ...(fields && { fields }), ...(data !== undefined && { data }) },
  };
  return { status: errorStatus[code], body, unexpected: refusal === null };
}

const internal = new Refusal(
  'INTERNAL',
  'Something went wrong on our side, and nothing was changed. The log knows more under the request’s id.',
);

/** A refusal for everything that has a code of its own; null for the unforeseen. */
function asRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof ORPCError) return ofTheFrame(error);
  if (error instanceof HTTPException) return new Refusal(codeOf(error.status), error.message);
  return ofTheStore(error);
}

function ofTheFrame(error: ORPCError<string, unknown>): Refusal | null {
  if (error.cause instanceof Refusal) return error.cause;
  if (error.status >= 500) return asRefusal(error.cause);
  if (error.cause instanceof ValidationError) return invalid(error.cause.issues);
  return new Refusal(codeOf(error.status), error.message);
}

/** INVALID with a message per field: `identifiers.add.0.value`. Unknown fields are named, since they are mostly typing errors. */
function invalid(issues: readonly Issue[]): Refusal {
  const fields: Record<string, string> = {};
  for (const { path = [], message } of issues) {
    const names = path.map((step) => String(typeof step === 'object' ? step.key : step));
    fields[names.join('.') || '(all)'] ??= message;
  }
  const [first] = Object.entries(fields);
  return new Refusal('INVALID', `Please check what was sent: ${first?.[0]}: ${first?.[1]}`, { fields });
}

interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
}

// SQLSTATE classes and codes of PostgreSQL's appendix A; and Node's, when there is no server to ask.
function ofTheStore(error: unknown): Refusal | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['40001', '40P01', '55P03'].includes(code))
    return new Refusal('UNAVAILABLE', 'Others are changing the same. Please try again.');
  if (/^(08|53|57P)/.test(code) || ['57014', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT'].includes(code)) {
    return new Refusal('UNAVAILABLE', 'The database cannot be reached or is too busy. Please try again soon.');
  }
  return null;
}

function codeOf(status: number): ErrorCode {
  const found = Object.entries(errorStatus).find(([, of]) => of === status);
  return (found?.[0] as ErrorCode | undefined) ?? (status >= 500 ? 'UNAVAILABLE' : 'BAD_REQUEST');
}
