import { randomInt, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { Verification } from '#contract/verification.ts';
import type { Database, Tx } from '#db/database.ts';
import type { CardState, CardValue } from '../contacts/card-state.ts';
import type { Sealer } from '../identity/sealer.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import type { CodeMail, CodeSender } from './code-sender.ts';
import { clientOf, type KeptVerification, keepVerification, recordVerification, told } from './verifications.ts';

/** What sending codes takes: the installation's secret, and who sends. `sender` is null where no mail server is set. */
export interface CodeTools {
  sealer: Sealer;
  sender: CodeSender | null;
}

const minutes = 10;
const tries = 5;
const mostAnHour = 3;

/**
 * Sends a code to an address of the client's card (R-REC-11): six digits that count for ten minutes and five tries, of which the store keeps only a keyed
 * digest. It leaves once everything else is committed; where it cannot be sent, nothing of it stays.
 * @throws UNAVAILABLE without a mail server, for a phone, and when the mail is not taken; TOO_MANY after three codes in an hour; CONFLICT for an
 * unknown client, or a value that is not the card's alone; NOT_FOUND.
 */
export async function sendCode(
  store: Pick<Database, 'inWorkspace'>,
  actor: Actor,
  { sealer, sender }: CodeTools,
  given: { id: string; identifierId: string },
): Promise<Verification> {
  must(actor, 'linkConversations');
  const { kept, mail } = await store.inWorkspace(actor.workspaceId, (tx) =>
    prepareCode(tx, actor, sealer, sender !== null, given),
  );
  try {
    await sender?.send(mail);
  } catch (error) {
    await store.inWorkspace(actor.workspaceId, (tx) =>
      sql`delete from verification where workspace_id = ${actor.workspaceId} and id = ${kept.id}`.execute(tx),
    );
    throw new Refusal('UNAVAILABLE', `The code could not be sent: ${(error as Error).message}`);
  }
  return told(kept);
}

async function prepareCode(
  tx: Tx,
  actor: Actor,
  sealer: Sealer,
  canSend: boolean,
  { id, identifierId }: { id: string; identifierId: string },
): Promise<{ kept: KeptVerification; mail: CodeMail }> {
  const { root, card } = await clientOf(tx, actor, id);
  const value = valueToProve(card, identifierId, canSend);
  await refuseTooMany(tx, actor.workspaceId, root.id);
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const kept = await keepVerification(tx, actor, root, {
    how: 'code',
    state: 'codeSent',
    kind: value.kind,
    account: value.account,
    key: value.key,
    sentTo: hidden(value.display),
    triesLeft: tries,
    codeHash: sealer.mark(code, root.id),
    expiresAt: new Date(Date.now() + minutes * 60_000),
  });
  const {
    name: company,
    country,
    settings,
  } = await tx
    .selectFrom('workspace')
    .select(['name', 'country', 'settings'])
    .where('id', '=', actor.workspaceId)
    .executeTakeFirstOrThrow();
  return { kept, mail: { to: value.key, code, company, language: languageOf(settings, country), minutes } };
}

function valueToProve(card: CardState, identifierId: string, canSend: boolean): CardValue {
  const value = card.values.find((one) => one.id === identifierId);
  if (!value) throw notFound('value on this client’s card');
  if (value.kind !== 'email')
    throw new Refusal(
      'UNAVAILABLE',
      'Codes go to e-mail addresses: no channel is set up that sends text messages. Choose an e-mail, or verify by questions.',
    );
  if (card.states[value.id] !== 'owned')
    throw new Refusal(
      'CONFLICT',
      'Others use this address too, so a code to it proves nothing. Choose one that is this client’s alone.',
    );
  if (!canSend)
    throw new Refusal(
      'UNAVAILABLE',
      'No mail server is set, so no code can be sent. An administrator sets VIZITKA_SMTP_URL and VIZITKA_SMTP_FROM (docs/configuration.md).',
    );
  return value;
}

/** Counts those of the last hour, whatever became of them. */
async function refuseTooMany(tx: Tx, workspaceId: string, conversationId: string): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from verification where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and how = 'code'
      and at > ${new Date(Date.now() - 3_600_000)}`.execute(tx);
  if ((rows[0]?.n ?? 0) >= mostAnHour)
    throw new Refusal(
      'TOO_MANY',
      `${mostAnHour} codes were sent for this conversation within an hour. Wait, or verify by questions.`,
    );
}

/** The workspace's language: as set, else Czech in Czechia. */
function languageOf(settings: Record<string, unknown>, country: string | null): 'en' | 'cs' {
  if (settings.language === 'cs' || settings.language === 'en') return settings.language;
  return country === 'CZ' ? 'cs' : 'en';
}

/** Enough of an address to know it by: `j•••@example.cz`. */
function hidden(address: string): string {
  const at = address.lastIndexOf('@');
  return `${[...address.slice(0, Math.max(0, at))][0] ?? ''}•••${address.slice(at)}`;
}

/**
 * Enters the code that the client said. The right one proves the address: its trust on the card rises to *proven*. A wrong one costs a try; after the last,
 * and past its time, the verification has failed.
 * @returns how it stands now: a wrong code is an answer, not an error.
 * @throws CONFLICT when no code waits for an answer; NOT_FOUND.
 */
export async function enterCode(
  tx: Tx,
  actor: Actor,
  sealer: Sealer,
  { id, code }: { id: string; code: string },
): Promise<Verification> {
  must(actor, 'linkConversations');
  const { root, card } = await clientOf(tx, actor, id);
  const sent = await sentCode(tx, actor.workspaceId, root.id);
  const value = card.values.find(
    (one) => sent && one.kind === sent.kind && one.account === sent.account && one.key === sent.key,
  );
  if (!sent || !value)
    throw new Refusal('CONFLICT', 'No code was sent for this client that waits for an answer. Send one first.');
  const isOver = sent.expiresAt !== null && sent.expiresAt < new Date();
  const isRight = !isOver && timingSafeEqual(sent.codeHash, sealer.mark(code.replace(/\s/g, ''), root.id));
  const triesLeft = isRight || isOver ? sent.triesLeft : (sent.triesLeft ?? 1) - 1;
  const state = isRight ? 'verified' : isOver || triesLeft === 0 ? 'failed' : 'codeSent';
  const kept: KeptVerification = { ...sent, state, triesLeft };
  await tx
    .updateTable('verification')
    .set({ state, triesLeft })
    .where('workspaceId', '=', actor.workspaceId)
    .where('conversationId', '=', root.id)
    .where('id', '=', sent.id)
    .execute();
  if (isRight) await prove(tx, actor.workspaceId, card.id, value);
  if (state !== 'codeSent') await recordVerification(tx, actor, root, card, kept);
  return told(kept);
}

/** The last one that was sent, locked: of two answers at once the second finds what the first left. */
async function sentCode(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
): Promise<(KeptVerification & { codeHash: Buffer }) | undefined> {
  const { rows } = await sql<KeptVerification & { codeHash: Buffer }>`
    select id, how, state, kind, account, key, sent_to, tries_left, operator_name, at, expires_at, code_hash from verification
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and how = 'code'
    order by at desc, id limit 1 for update`.execute(tx);
  return rows[0]?.state === 'codeSent' ? rows[0] : undefined;
}

async function prove(tx: Tx, workspaceId: string, contactId: number, { kind, account, key }: CardValue): Promise<void> {
  await sql`
    update contact_identifier set trust = greatest(trust, ${trustLevel('proven')}::smallint)
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and kind = ${kind} and account = ${account} and key = ${key}`.execute(
    tx,
  );
}
