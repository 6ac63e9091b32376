import { sql } from 'kysely';
import type { Occasion } from '#contract/automatic-replies.ts';
import type { MailFacts } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { canonicalEmail } from '../../identity/canonical.ts';
import { ownAddresses } from '../../intake/own-mail-channel.ts';
import type { MailPerson } from '../mail-recipients.ts';
import type { MailAddress, MailEnvelope } from '../reply-sender.ts';
import type { ReplyTarget } from '../reply-target.ts';
import type { Way } from '../reply-way.ts';

/** Who is told, as a key of theirs; `mail`: how it goes as a mail. */
interface Told {
  sender: string;
  mail: Omit<MailEnvelope, 'messageId'> | null;
}

/**
 * To whom something is said by itself; null for nobody. Only words of a person are answered, no calls and nothing said in public. Of mail (RFC 3834): nothing
 * automatic, no bulk and no bounces (2), none that failed DMARC, which would go to whom it names in vain; to who sent it alone, never to Reply-To or in copy (4),
 * nor to an address that nobody reads or that is our own; with “Auto:” before the subject (3.1.5). Nobody is told twice within a day: by mail nothing, elsewhere
 * not the same, so that no two machines talk to each other.
 * @param occasion null: a person asked for it, so the day does not matter.
 */
export async function whomToTell(
  tx: Tx,
  workspaceId: string,
  target: ReplyTarget,
  way: Way,
  occasion: Occasion | null,
  now: Date,
): Promise<Told | null> {
  const last = await lastWordsIn(tx, workspaceId, target);
  if (last?.kind !== 'message') return null;
  const told = way.mail
    ? await byMail(tx, workspaceId, target, way.mail, last)
    : await elsewhere(tx, workspaceId, target);
  if (!told || occasion === null) return told;
  const since = new Date(now.getTime() - day);
  const { rows } = await sql`
    select from automatic_reply where workspace_id = ${workspaceId} and sender = ${told.sender} and at > ${since} and entry_id is not null
      and ${way.mail ? sql`true` : sql`occasion = ${occasion}`} limit 1`.execute(tx);
  return rows.length > 0 ? null : told;
}

const day = 86_400_000;

interface LastIn {
  kind: string;
  mail: Pick<MailFacts, 'automatic' | 'verdict'> | null;
  people: MailPerson[] | null;
}

async function lastWordsIn(tx: Tx, workspaceId: string, { root }: ReplyTarget): Promise<LastIn | undefined> {
  const { rows } = await sql<LastIn>`
    select e.kind, e.body -> 'mail' as mail, e.body #> '{mail,people}' as people from entry e
    where e.workspace_id = ${workspaceId} and e.conversation_id = any(${root.conversationIds}::uuid[]) and e.at >= ${root.firstAt} and e.at <= ${root.lastAt}
      and e.direction = 'in' and e.kind <> 'note' order by e.at desc, e.place desc, e.id desc limit 1`.execute(tx);
  return rows[0];
}

async function byMail(
  tx: Tx,
  workspaceId: string,
  { channel }: ReplyTarget,
  envelope: Omit<MailEnvelope, 'messageId'>,
  { mail, people }: LastIn,
): Promise<Told | null> {
  if (mail?.automatic || mail?.verdict === 'failed') return null;
  const from = people?.find(({ role }) => role === 'from');
  const to: MailAddress | undefined = from ? { name: from.name ?? '', address: from.value.trim() } : envelope.to[0];
  if (!to || !isReadBySomebody(to.address)) return null;
  const own = [...(await ownAddresses(tx, workspaceId)), canonicalEmail(channel.account)];
  const key = canonicalEmail(to.address);
  if (own.includes(key)) return null;
  const subject = `Auto: ${envelope.subject.replace(/^Re: ?/, '')}`.trim().slice(0, 900);
  return { sender: `email ${key}`, mail: { ...envelope, to: [to], cc: [], subject } };
}

/** Addresses of programs (RFC 3834, 2: owner-…, …-request, MAILER-DAEMON), and those that say that nobody reads them. */
export function isReadBySomebody(address: string): boolean {
  const [, local] = /^([^\s<>(),;:"@]+)@[^\s<>(),;:"@]+$/u.exec(address) ?? [];
  return local !== undefined && !nobody.test(local);
}

const nobody =
  /^(no|do[-_.]?not|nao|ne)[-_.]?(reply|respond|answer|odpovid\w*)|^(mailer[-_.]?daemon|postmaster|daemon|bounces?|owner|listserv|majordomo|root|nobody|automat)([-_+=.]|$)|[-_.+](request|bounces?|owner|no[-_]?reply)$|^(notifications?|newsletter|mailing)([-_+.]|$)/i;

async function elsewhere(tx: Tx, workspaceId: string, { root, conversationId }: ReplyTarget): Promise<Told> {
  const { rows } = await sql<{ sender: string }>`
    select concat_ws(' ', kind, account, key) as sender from participant
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and role = 'from' order by first_at, place, key limit 1`.execute(
    tx,
  );
  return { sender: rows[0]?.sender ?? root.id, mail: null };
}
