import { headerValue, headerValues, type MailHeader } from './mail-headers.ts';

const mostReferences = 100;
const longestId = 998; // RFC 5322 2.1.1: the longest line

/**
 * The ids that threading goes by (RFC 5322 3.6.4) without their angle brackets: the mail's own, and those it answers,
 * oldest first, In-Reply-To last, each once. Of more than 100 the first and the newest 99 are kept.
 */
export function readMessageIds(headers: MailHeader[]): { messageId: string | null; references: string[] } {
  const messageId = idsOf(headerValue(headers, 'message-id') ?? '')[0] ?? null;
  const answered = headerValues(headers, 'in-reply-to').flatMap(repliedTo);
  const earlier = headerValues(headers, 'references').flatMap(idsOf);
  const all = [...new Set([...earlier.filter((id) => !answered.includes(id)), ...answered])].filter(
    (id) => id !== messageId,
  );
  const references = all.length > mostReferences ? [...all.slice(0, 1), ...all.slice(1 - mostReferences)] : all;
  return { messageId, references };
}

/** Ids in angle brackets; where a program wrote none, whatever stands between white space, commas and semicolons. */
export function idsOf(value: string): string[] {
  const bracketed = [...value.matchAll(/<([^<>]+)>/g)].map((match) => match[1] ?? '');
  const written = bracketed.length > 0 ? bracketed : value.split(/[\s,;<>"]+/);
  return written.map((id) => id.replace(/[\s\p{Cc}]+/gu, '')).filter((id) => id.length > 0 && id.length <= longestId);
}

/** Old programs write prose here ("Your message of …"): without brackets only what looks like an id counts. */
function repliedTo(value: string): string[] {
  return value.includes('<') ? idsOf(value) : idsOf(value).filter((id) => /^[^@]+@[^@]+$/.test(id));
}
