import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Verification } from '#contract/verification.ts';
import type { Database, Tx } from '#db/database.ts';
import type { CardState, CardValue } from '../contacts/card-state.ts';
import type { Sealer } from '../identity/sealer.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { languageOfWorkspace } from '../workspaces/workspace-settings.ts';
import type { CodeMail, CodeSender } from './code-sender.ts';
import { clientOf, type KeptVerification, keepVerification, told } from './verifications.ts';

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
    throw new Refusal('UNAVAILABLE', `The code could not be sent: ${(error as Error).message}`, {
      reason: 'codeNotSent',
    });
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
  const { name: company } = await tx
    .selectFrom('workspace')
    .select('name')
    .where('id', '=', actor.workspaceId)
    .executeTakeFirstOrThrow();
  const language = await languageOfWorkspace(tx, actor.workspaceId);
  return { kept, mail: { to: value.key, code, company, language, minutes } };
}

function valueToProve(card: CardState, identifierId: string, canSend: boolean): CardValue {
  const value = card.values.find((one) => one.id === identifierId);
  if (!value) throw notFound('value on this client’s card');
  if (value.kind !== 'email')
    throw new Refusal(
      'UNAVAILABLE',
      'Codes go to e-mail addresses: no channel is set up that sends text messages. Choose an e-mail, or verify by questions.',
      { reason: 'noTextChannel' },
    );
  if (card.states[value.id] !== 'owned')
    throw new Refusal(
      'CONFLICT',
      'Others use this address too, so a code to it proves nothing. Choose one that is this client’s alone.',
      { reason: 'addressShared' },
    );
  if (!canSend)
    throw new Refusal(
      'UNAVAILABLE',
      'No mail server is set, so no code can be sent. An administrator sets VIZITKA_SMTP_URL and VIZITKA_SMTP_FROM (docs/configuration.md).',
      { reason: 'noMailServer' },
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
      { reason: 'codesTooMany' },
    );
}

/** Enough of an address to know it by: `j•••@example.cz`. */
function hidden(address: string): string {
  const at = address.lastIndexOf('@');
  return `${[...address.slice(0, Math.max(0, at))][0] ?? ''}•••${address.slice(at)}`;
}
