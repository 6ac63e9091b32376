import { canonicalEmail } from '../identity/canonical.ts';
import type { MailAddress } from './reply-sender.ts';

/** Somebody whom a mail names, in the role in which it does. */
export interface MailPerson {
  value: string;
  name?: string | null | undefined;
  role: 'from' | 'replyTo' | 'to' | 'cc' | 'also';
}

/**
 * To whom an answer to a mail goes (RFC 5322, 3.6.3): Reply-To before From, and in copy everybody else whom it names; of a mail of our own to whom that
 * went. Never to our own addresses, to nobody twice.
 * @param own canonical addresses of the workspace.
 */
export function mailRecipients(
  people: MailPerson[],
  direction: 'in' | 'out',
  own: ReadonlySet<string>,
): { to: MailAddress[]; cc: MailAddress[] } {
  const taken = new Set(own);
  const take = (roles: MailPerson['role'][]): MailAddress[] =>
    people.flatMap(({ value, name, role }) => {
      const key = canonicalEmail(value);
      if (!roles.includes(role) || taken.has(key) || !isAddress(key)) return [];
      taken.add(key);
      return [{ name: name ?? '', address: value.trim() }];
    });
  const first: MailPerson['role'][][] = direction === 'in' ? [['replyTo'], ['from'], ['also']] : [['to']];
  let to: MailAddress[] = [];
  for (const roles of first) if (to.length === 0) to = take(roles);
  for (const { value, role } of people) if (role === 'from') taken.add(canonicalEmail(value)); // who asks for answers elsewhere gets none here
  const cc = take(['to', 'cc']);
  return to.length > 0 ? { to, cc } : { to: cc, cc: [] };
}

/** Enough of one to be sent to; nothing that would be a header or a list of its own. */
function isAddress(value: string): boolean {
  return /^[^\s<>(),;:"@]+@[^\s<>(),;:"@]+$/u.test(value);
}

/** `Re: …`, once, however often it was answered. */
export function replySubject(subject: string | null): string {
  const bare = (subject ?? '').replace(/^(?:\s*(?:re|odp|aw|sv)\s*(?:\[\d+\])?\s*:)+\s*/i, '').replace(/\s+/g, ' ');
  return `Re: ${bare.trim()}`.trim().slice(0, 900);
}
