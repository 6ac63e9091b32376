import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { notFound, Refusal } from '#contract/errors.ts';
import type { SentForm } from '#contract/form.ts';
import type { ReceivedMessage, SenderIdentity, SignedInSender } from '#contract/incoming-message.ts';
import type { Tx } from '#db/database.ts';
import { maskedValues } from '../../blocking/without-cards.ts';
import { shortKey } from '../../identity/short-key.ts';
import type { LoadedChannel } from '../../intake/load-channel.ts';
import { readMessage, receiveRead } from '../../intake/receive-message.ts';
import { announce } from '../../live/announce.ts';
import { applyAnswers } from './apply-answers.ts';
import { filledName, kindFilled } from './card-fillings.ts';
import { readForm } from './form-settings.ts';
import { type Answers, answersText, type Filling, fillingsOf, readAnswers } from './read-answers.ts';
import { lockSent, readSent, setSent } from './sent-forms.ts';
import { verifiedClient } from './verified-client.ts';

/** What a visitor filled in. */
export interface FormAnswering {
  /** The answer's own id, in the channel: the same one again is the same answer. */
  id: string;
  /** A Hero Card by the id under which it was sent; entry form, offline form and callback by their own. */
  form: { sentId: string } | { formId: string };
  /** Of a Hero Card: false when the client would rather not. */
  confirmed?: boolean;
  answers: Answers;
  language: 'en' | 'cs';
  /** Who fills it in, and the conversation as the channel calls it: as of their messages. */
  from: SenderIdentity;
  conversation: string;
  /** The signed identity of who is signed in on the site (a JWT), or whom a provider's sign-in named. */
  identity?: string;
  signedIn?: SignedInSender;
}

/**
 * A visitor answers a form (R-TAB-8): it stands in the thread as an event that came in, which may begin the conversation. Answers are claims: what could tell who it
 * is becomes evidence of trust *claimed*, which suggests cards and links by itself only where the channel lets claims link (R-REC-5); parameters go to the
 * conversation. Of a verified client the rest goes to the card at once, with Undo; of others it waits for an operator (take-over.ts).
 * A Hero Card that was answered already stays as it is.
 * @throws INVALID with a `FieldProblem` of contract/widget.ts per field; NOT_FOUND for no such form, one that is switched off, or one of another conversation.
 */
export async function answerForm(
  tx: Tx,
  channel: LoadedChannel,
  given: FormAnswering,
): Promise<{ sent: SentForm; conversationId: string }> {
  const { workspaceId } = channel;
  const running = await runningOf(tx, channel, given.conversation);
  const form = await askedForm(tx, workspaceId, given, running);
  if ('answered' in form) return form.answered;
  const confirmed = given.confirmed ?? true;
  const read = confirmed ? readAnswers(form.fields, given.answers, channel.country) : {};
  const answers = channel.maskCards ? maskedValues(read) : read;
  const fillings = fillingsOf(form.fields, answers);
  const known = running && (await verifiedClient(tx, workspaceId, running.rootId));

  const message: ReceivedMessage = {
    item: {
      id: given.id,
      conversation: given.conversation,
      at: new Date().toISOString(),
      type: 'event',
      direction: 'in',
      from: { ...given.from, ...(running?.contactId == null && nameIn(fillings)) },
      ...(known === null && { also: saidOf(channel, form.kind, fillings) }),
      text: answersText(form.fields, answers, given.language) || form.name,
      ...(given.identity && { identity: given.identity }),
    },
    form: { sentId: form.sentId, confirmed },
    ...(given.signedIn && { signedIn: given.signedIn }),
  };
  const received = await receiveRead(tx, channel, await readMessage(channel, message));
  if (received.result !== 'accepted') return answeredBefore(tx, channel, given.id);
  const { conversationId } = received;
  const answeredAt = new Date();
  if (form.isSent) {
    const { sent } = await lockSent(tx, workspaceId, form.sentId, running?.conversationIds ?? []);
    if (sent.state !== 'asked') throw new Refusal('CONFLICT', 'This form was answered already.');
    await setSent(tx, workspaceId, form.sentId, { state: 'cancelled', answers, answeredAt });
  } else await keepAnswered(tx, channel, given, { ...form, answers, answeredAt });
  if (confirmed && !(await isKeptOut(tx, workspaceId, conversationId)))
    await applyAnswers(tx, channel, { conversationId, sentId: form.sentId, form, fillings });
  await announce(tx, workspaceId, { topic: 'conversation', conversationId, what: 'desk' });
  const kept = await readSent(tx, workspaceId, form.sentId);
  if (!kept) throw notFound('form');
  return { sent: kept.sent, conversationId };
}

/** Of a sender who is kept out nothing goes to a card, and nothing is planned (R-DSK-5). */
async function isKeptOut(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('conversation')
    .select('keptOut')
    .where(({ and }) => and({ workspaceId, id, state: 'closed' }))
    .executeTakeFirst();
  return row?.keptOut != null;
}

interface Running {
  rootId: string;
  conversationIds: string[];
  contactId: number | null;
}

async function runningOf(tx: Tx, { workspaceId, id }: LoadedChannel, conversation: string): Promise<Running | null> {
  const { rows } = await sql<Running>`
    select c.root_id, c.contact_id, array(select part.id::text from conversation part
      where part.workspace_id = c.workspace_id and part.root_id = c.root_id) as conversation_ids
    from conversation c where c.workspace_id = ${workspaceId} and c.channel_id = ${id} and c.thread = ${shortKey(`id:${conversation}`)}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** A form as it is asked: as it was when it was sent, or as it is now. */
type AskedForm = Pick<SentForm, 'kind' | 'name' | 'texts' | 'fields' | 'formId'> & { sentId: string; isSent: boolean };

async function askedForm(
  tx: Tx,
  workspaceId: string,
  { form }: FormAnswering,
  running: Running | null,
): Promise<AskedForm | { answered: { sent: SentForm; conversationId: string } }> {
  if ('sentId' in form) {
    const found = await readSent(tx, workspaceId, form.sentId);
    if (!found || !running?.conversationIds.includes(found.conversationId)) throw notFound('form');
    const { sent, conversationId } = found;
    if (sent.state !== 'asked') return { answered: { sent, conversationId } };
    return { ...sent, sentId: sent.id, isSent: true };
  }
  const { id, enabled, ...rest } = await readForm(tx, workspaceId, form.formId);
  if (!enabled || rest.kind === 'hero') throw notFound('form');
  return { ...rest, formId: id, sentId: randomUUID(), isSent: false };
}

function nameIn(fillings: Filling[]): { name: string } | undefined {
  const name = fillings.find(({ target }) => target === 'name')?.value;
  return name === undefined ? undefined : { name };
}

/** What tells who it may be. A field that is not filled in by forms of this kind tells nothing (R-ID-6). */
function saidOf({ fields }: LoadedChannel, kind: SentForm['kind'], fillings: Filling[]) {
  const filler = kind === 'hero' ? ('heroCard' as const) : ('entryForm' as const);
  return fillings.flatMap((one) => {
    const parameter = filledName(one, 'parameter');
    const identifying = parameter !== null && fields.find(({ name }) => name === parameter);
    const named = identifying ? identifying.kind : kindFilled(one);
    if (!named) return [];
    const field = fields.find((other) => other.kind === named);
    const mayFill = !named.startsWith('custom:') || field?.filledBy.includes(filler);
    return mayFill ? [{ kind: named, value: one.value, trust: 'claimed' as const }] : [];
  });
}

/** The same answer came before: what became of it. */
async function answeredBefore(
  tx: Tx,
  { workspaceId, id }: LoadedChannel,
  answerId: string,
): Promise<{ sent: SentForm; conversationId: string }> {
  const { rows } = await sql<{ sentId: string }>`
    select e.body #>> '{form,sentId}' as sent_id from delivery d
    join entry e on e.workspace_id = d.workspace_id and e.at = d.at and e.id = d.entry_id
    where d.workspace_id = ${workspaceId} and d.channel_id = ${id} and d.provider_id = ${shortKey(answerId)}`.execute(
    tx,
  );
  const found = rows[0]?.sentId ? await readSent(tx, workspaceId, rows[0].sentId) : null;
  if (!found) throw notFound('form');
  return { sent: found.sent, conversationId: found.conversationId };
}

/** A form that was answered without being sent stands at its answer. */
async function keepAnswered(
  tx: Tx,
  { workspaceId, id }: LoadedChannel,
  given: FormAnswering,
  answered: AskedForm & { answers: Answers; answeredAt: Date },
): Promise<void> {
  const { kind, name, texts, fields, formId, sentId, answers, answeredAt } = answered;
  const entry = await tx
    .selectFrom('delivery as d')
    .innerJoin('entry as e', (join) =>
      join.onRef('e.workspaceId', '=', 'd.workspaceId').onRef('e.at', '=', 'd.at').onRef('e.id', '=', 'd.entryId'),
    )
    .select(['e.id', 'e.at', 'e.conversationId'])
    .where('d.workspaceId', '=', workspaceId)
    .where('d.channelId', '=', id)
    .where('d.providerId', '=', shortKey(given.id))
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('formSent')
    .values({
      workspaceId,
      id: sentId,
      formId,
      conversationId: entry.conversationId,
      entryId: entry.id,
      entryAt: entry.at,
      state: 'cancelled',
      form: JSON.stringify({ kind, name, texts, fields }),
      answers: JSON.stringify(answers),
      changeId: null,
      at: answeredAt,
      answeredAt,
    })
    .execute();
}
