import type { MailFacts } from '#contract/incoming-message.ts';
import { canonicalDomain } from './mail-addresses.ts';
import type { MailHeader } from './mail-headers.ts';

type Verdict = Pick<MailFacts, 'verdict' | 'authenticatedBy'>;

/**
 * Servers that write their result below their own Received line, not above it. They always write one, so that a result
 * which the sender brought along is never the first (RFC 8601 5: a server removes foreign results in its name).
 */
const writesBelowReceived = ['mx.google.com'];

/**
 * What a trusted server found out about the From of a mail: the topmost Authentication-Results (RFC 8601) of one of
 * `authservIds`. DMARC decides; without it DKIM and SPF must both pass, aligned with the domain of From. Results of other
 * servers, and those that stand below the line where the mail entered the own servers, came with the mail and say nothing.
 * A mail with several From fields is never aligned: nobody can say which was judged.
 */
export function readVerdict(headers: MailHeader[], fromAddress: string | null, authservIds: string[]): Verdict {
  const results = trustedResults(headers, new Set(authservIds.map(canonicalDomain)));
  const dmarc = results.filter(({ method }) => method === 'dmarc');
  if (dmarc.some(({ result }) => result === 'fail')) return { verdict: 'failed', authenticatedBy: 'DMARC' };
  const domain = canonicalDomain(fromAddress?.slice(fromAddress.lastIndexOf('@') + 1) ?? '');
  if (!domain || headers.filter(({ key }) => key === 'from').length !== 1) return { verdict: 'none' };
  const passed = (method: string, ...properties: string[]) =>
    results.some(({ method: found, result, values }) => {
      return found === method && result === 'pass' && properties.some((name) => aligned(values.get(name), domain));
    });
  const judged = dmarc.find(({ result }) => result === 'pass');
  const judgedFrom = judged?.values.get('header.from');
  if (judged && (judgedFrom === undefined || aligned(judgedFrom, domain)))
    return { verdict: 'aligned', authenticatedBy: 'DMARC' };
  const both = passed('dkim', 'header.d', 'header.i') && passed('spf', 'smtp.mailfrom', 'smtp.mail');
  return both ? { verdict: 'aligned', authenticatedBy: 'DKIM and SPF' } : { verdict: 'none' };
}

interface MethodResult {
  method: string;
  result: string;
  values: Map<string, string>;
}

function trustedResults(headers: MailHeader[], trusted: Set<string>): MethodResult[] {
  const border = headers.findIndex(({ key, value }) => key === 'received' && !isInnerHop(value));
  const isOwn = ({ key, value }: MailHeader) => key === 'authentication-results' && trusted.has(authservId(value));
  const above = border < 0 ? [] : headers.slice(0, border).filter(isOwn);
  if (above.length > 0) return above.flatMap(({ value }) => methodResults(value));
  const first = headers.find(isOwn);
  if (!first || (border >= 0 && !standsBelowItsReceived(headers, border, headers.indexOf(first)))) return [];
  return methodResults(first.value);
}

function standsBelowItsReceived(headers: MailHeader[], border: number, place: number): boolean {
  const host = authservId(headers[place]?.value ?? '');
  const by = canonicalDomain(/\bby\s+([^\s;()]+)/i.exec(withoutComments(headers[border]?.value ?? ''))?.[1] ?? '');
  const between = headers.slice(border + 1, place);
  return writesBelowReceived.includes(host) && by === host && between.every(({ key }) => key !== 'received');
}

/**
 * A hop inside the own servers, after the mail came in: delivery by LMTP or a local program, or from the same machine
 * (a filter). Only what follows `by` and the address that the server itself noted count; the name in `from` is the sender's.
 */
function isInnerHop(received: string): boolean {
  if (!/^\s*from\s/i.test(received)) return true;
  if (/^\s*from\s+\S+\s+\((?:[^\s()[\]]+\s+)?\[(?:127\.\d+\.\d+\.\d+|(?:ipv6:)?::1)\]/i.test(received)) return true;
  return /\bby\s+\S+\s+with\s+(lmtp|local)/i.test(withoutComments(received));
}

function authservId(value: string): string {
  return canonicalDomain(/^\s*"?([^\s;"]+)/.exec(withoutComments(value))?.[1] ?? '');
}

/** RFC 8601 2.2: `authserv-id [version] *( ";" method[/version]=result [reason=…] *( ptype.property=value ) )`. */
function methodResults(value: string): MethodResult[] {
  return splitOutsideQuotes(withoutComments(value))
    .slice(1)
    .flatMap((part) => {
      const [head, ...rest] = [...part.matchAll(/([a-z0-9._-]{1,100})(?:\/\d{1,5})?\s*=\s*(?:"([^"]*)"|([^\s"]+))/gi)];
      if (!head) return [];
      const values = new Map<string, string>();
      for (const [, name = '', quoted, plain] of rest) {
        if (!values.has(name.toLowerCase())) values.set(name.toLowerCase(), (quoted ?? plain ?? '').toLowerCase());
      }
      return [{ method: (head[1] ?? '').toLowerCase(), result: (head[2] ?? head[3] ?? '').toLowerCase(), values }];
    });
}

/** Semicolons inside a quoted reason divide nothing: a sender may have a say in such texts. */
function splitOutsideQuotes(value: string): string[] {
  return (value.match(/(?:"[^"]*"|[^;"])+|"[^;]*/g) ?? []).map((part) => part.trim());
}

/** RFC 5322 comments may nest; inside quotes a parenthesis is a letter. */
function withoutComments(value: string): string {
  const kept: string[] = [];
  let depth = 0;
  let quoted = false;
  for (const [place, letter] of [...value].entries()) {
    if (letter === '"' && depth === 0) quoted = !quoted;
    if (!quoted && letter === '(' && value[place - 1] !== '\\') depth++;
    if (depth === 0) kept.push(letter);
    if (!quoted && letter === ')' && depth > 0) {
      depth--;
      kept.push(' ');
    }
  }
  return kept.join('');
}

/** Relaxed alignment (RFC 7489 3.1.1), by suffix: the same domain, or one is a subdomain of the other, never a bare top level. */
function aligned(property: string | undefined, fromDomain: string): boolean {
  const other = canonicalDomain(property?.slice(property.lastIndexOf('@') + 1).replace(/[<>]/g, '') ?? '');
  if (!other.includes('.')) return false;
  return other === fromDomain || fromDomain.endsWith(`.${other}`) || other.endsWith(`.${fromDomain}`);
}
