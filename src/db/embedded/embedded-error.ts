/**
 * What can go wrong with the embedded server; the message says what to do about it.
 *
 * - ALREADY_RUNNING: a living process uses this data directory.
 * - NO_BINARIES: no PostgreSQL for this platform, or one that does not run here.
 * - UNREACHABLE_DIRECTORY: the user id the server runs as cannot enter, or does not own, the directory.
 * - NO_OS_USER: the system knows no name for our user id, so peer authentication cannot work.
 * - WRONG_VERSION: the data were written by another major version of PostgreSQL.
 * - START_FAILED: anything else that PostgreSQL or the system refused.
 */
export type EmbeddedErrorCode =
  | 'ALREADY_RUNNING'
  | 'NO_BINARIES'
  | 'UNREACHABLE_DIRECTORY'
  | 'NO_OS_USER'
  | 'WRONG_VERSION'
  | 'START_FAILED';

/** The one error the launcher throws; tell cases apart by `code`, show `message` to the person. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
  readonly code: EmbeddedErrorCode;

  constructor(code: EmbeddedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
