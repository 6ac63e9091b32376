/**
 * The closed list of errors (architecture §7.9): a code, its HTTP status, and nothing else. The message is for people and says what to do.
 */
export const errorStatus = {
  INVALID: 422,
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  STALE: 412,
  TOO_LARGE: 413,
  PRECONDITION_REQUIRED: 428,
  TOO_MANY: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** What every verb throws when it refuses. A refused write changes nothing: the transaction rolls back. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;
  readonly data: unknown;

  constructor(code: ErrorCode, message: string, more: { fields?: Record<string, string>; data?: unknown } = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.fields = more.fields;
    this.data = more.data;
  }
}

/** What may not be seen does not exist: one answer for both. */
export function notFound(what: string): Refusal {
  return new Refusal('NOT_FOUND', `There is no such ${what}, or you may not see it.`);
}
