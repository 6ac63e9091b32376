import type { Conversation } from '#contract/conversation.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { SentForm } from '#contract/form.ts';
import type { Tx } from '#db/database.ts';
import { lockCard } from '../../contacts/card-state.ts';
import { saveEdit } from '../../contacts/edit-contact.ts';
import { recordChange } from '../../history/record-change.ts';
import { announce } from '../../live/announce.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { noteClient } from '../edit-client.ts';
import { currentLink } from '../link-conversation.ts';
import { readConversation } from '../read-conversation.ts';
import { type RootConversation, rootOf } from '../root-of.ts';
import { filledName, kindFilled, notOnCard } from './card-fillings.ts';
import { formItem } from './form-item.ts';
import { type Filling, fillingsOf } from './read-answers.ts';
import { lockSent, setSent } from './sent-forms.ts';

/**
 * Takes over what a form proposed (R-TAB-8), all of it or the named fields, as one change with Undo: it goes to the client's card as the operator's word; of an
 * unknown client it is noted with the conversation. Called again, it takes over further fields.
 * @returns the conversation, and the change; null where the card said all of it already.
 * @throws NOT_FOUND; CONFLICT when nothing is proposed, for attributes of an unknown client, or naming the card that has a value; INVALID per field.
 */
export async function takeOverForm(
  tx: Tx,
  actor: Actor,
  { id, sentId, fields }: { id: string; sentId: string; fields?: string[] | undefined },
): Promise<Conversation & { changeId: string | null }> {
  must(actor, 'editConversations');
  const root = await rootOf(tx, actor, id);
  const { contactId } = await currentLink(tx, actor, root.id);
  const { sent } = await lockSent(tx, actor.workspaceId, sentId, root.conversationIds);
  const chosen = chosenOf(sent, fields);
  const item = formItem(root.id, sentId, sent.state, 'takenOver');
  const changeId =
    contactId === null
      ? await toNote(tx, actor, root, sent, chosen, item)
      : await toCard(tx, actor, root, contactId, sent, chosen, item);
  await setSent(tx, actor.workspaceId, sentId, { state: 'takenOver', changeId });
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: root.id, what: 'change' });
  return { ...(await readConversation(tx, actor, root.id)), changeId };
}

/** Sets aside what a form proposed. @throws NOT_FOUND; CONFLICT when nothing is proposed. */
export async function dismissForm(
  tx: Tx,
  actor: Actor,
  { id, sentId }: { id: string; sentId: string },
): Promise<SentForm> {
  must(actor, 'editConversations');
  const root = await rootOf(tx, actor, id);
  await currentLink(tx, actor, root.id); // locks: conversations come before forms
  const { sent } = await lockSent(tx, actor.workspaceId, sentId, root.conversationIds);
  if (sent.state === 'dismissed') return sent;
  if (sent.state !== 'proposed') throw nothingProposed();
  await setSent(tx, actor.workspaceId, sentId, { state: 'dismissed' });
  await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: root.id, what: 'desk' });
  return { ...sent, state: 'dismissed' };
}

function chosenOf({ state, fields: asked, answers }: SentForm, named: string[] | undefined): Filling[] {
  if (state !== 'proposed' && state !== 'takenOver' && state !== 'dismissed') throw nothingProposed();
  const all = fillingsOf(asked, answers ?? {}).filter((one) => filledName(one, 'parameter') === null);
  const unknown = named?.find((name) => !all.some(({ field }) => field.id === name));
  if (unknown !== undefined) throw notFound(`answer “${unknown}” in this form`);
  return named ? all.filter(({ field }) => named.includes(field.id)) : all;
}

function nothingProposed(): Refusal {
  return new Refusal('CONFLICT', 'This form proposes nothing: it was not answered, or went where it belongs already.', {
    data: { reason: 'nothingProposed' },
  });
}

type Item = ReturnType<typeof formItem>;

async function toCard(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  contactId: number,
  sent: SentForm,
  chosen: Filling[],
  item: Item,
): Promise<string | null> {
  must(actor, 'editCards');
  const card = await lockCard(tx, actor, contactId);
  const open = await notOnCard(tx, actor.workspaceId, card, chosen);
  const name = open.find(({ target }) => target === 'name')?.value;
  const attributes = open.flatMap((one) => {
    const attribute = filledName(one, 'attribute');
    return attribute === null ? [] : [[attribute, one.value] as const];
  });
  const edit = {
    ...(name !== undefined && { name: name.slice(0, 500) }),
    attributes: Object.fromEntries(attributes),
    identifiers: { add: valuesIn(open) },
  };
  return saveEdit(tx, actor, card, edit, new Map(), {
    verb: 'takeOverForm',
    reason: { form: sent.name },
    conversationId: root.id,
    queueId: root.queueId,
    items: [item],
  });
}

/** Noted as an operator notes it (R-TAB-1): the first e-mail and phone in their places, what is more beside them. */
async function toNote(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  sent: SentForm,
  chosen: Filling[],
  item: Item,
): Promise<string | null> {
  must(actor, 'linkConversations');
  const attributes = chosen.filter((one) => filledName(one, 'attribute') !== null);
  if (attributes.length > 0 && attributes.length === chosen.length)
    throw new Refusal('CONFLICT', 'This client is unknown. Add a contact or select one first: the answers go there.', {
      data: { reason: 'unknownClient' },
    });
  const values = valuesIn(chosen);
  const first = (kind: string) => values.find((one) => one.kind === kind)?.value;
  const [email, phone] = [first('email'), first('phone')];
  const add = values.filter((one) => one.value !== email && one.value !== phone);
  const { before, after } = await noteClient(tx, actor, root.id, {
    name: chosen.find(({ target }) => target === 'name')?.value,
    email,
    phone,
    ...(add.length > 0 && { identifiers: { add } }),
  });
  return recordChange(tx, actor, {
    verb: 'takeOverForm',
    reason: { form: sent.name },
    conversationId: root.id,
    queueId: root.queueId,
    items: [item, { contactId: null, target: 'clientNote', before, after }],
  });
}

function valuesIn(chosen: Filling[]) {
  return chosen.flatMap((one) => {
    const kind = kindFilled(one);
    return kind ? [{ kind, value: one.value }] : [];
  });
}
