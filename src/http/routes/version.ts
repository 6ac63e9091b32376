import { Refusal } from '#contract/errors.ts';

/** Writes a card's version as its entity tag (RFC 9110, 8.8.3): `"7"`. */
export function setVersion(headers: Headers | undefined, version: number): void {
  headers?.set('etag', `"${version}"`);
}

/** The version that If-Match names. PRECONDITION_REQUIRED without it (RFC 6585), BAD_REQUEST when it is no version of ours. */
export function versionOf(request: Request): number {
  const given = request.headers.get('if-match');
  if (given === null) {
    throw new Refusal(
      'PRECONDITION_REQUIRED',
      'Send the version you saw in If-Match, as in If-Match: "7"; the ETag of reading the card has it.',
    );
  }
  const [, version] = /^\s*"(\d{1,9})"\s*$/.exec(given) ?? [];
  if (!version)
    throw new Refusal('BAD_REQUEST', `If-Match takes one version in quotes, as in "7"; this was ${given.slice(0, 50)}`);
  return Number(version);
}

/** The version that If-Match names, where it is sent: for verbs that do without. BAD_REQUEST when it is no version of ours. */
export function versionIfSent(request: Request): number | undefined {
  return request.headers.has('if-match') ? versionOf(request) : undefined;
}
