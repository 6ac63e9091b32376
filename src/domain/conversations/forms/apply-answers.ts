import { Refusal } from '#contract/errors.ts';
import type { SentForm } from '#contract/form.ts';
import type { Tx } from '#db/database.ts';
import { type CardState, lockCard } from '../../contacts/card-state.ts';
import { saveCards } from '../../contacts/save-card.ts';
import type { TouchedValue } from '../../history/record-change.ts';
import type { LoadedChannel } from '../../intake/load-channel.ts';
import type { ChannelActor, SystemActor } from '../../operators/actor.ts';
import { type KeptSource, lockDetails, setParameter, writeDetails } from '../details/own-details.ts';
import { isFollowing, type ParameterFiller, readParameters } from '../details/read-parameters.ts';
import { fillCard, filledName, notOnCard } from './card-fillings.ts';
import { formItem } from './form-item.ts';
import type { Filling } from './read-answers.ts';
import { setSent } from './sent-forms.ts';
import { verifiedClient } from './verified-client.ts';

/** A form that a client confirmed. */
interface Answered {
  conversationId: string;
  sentId: string;
  form: Pick<SentForm, 'kind' | 'name'>;
  fillings: Filling[];
}

/**
 * Brings answers where they go, as one change with Undo: parameters to the conversation; of a verified client the rest to the card, as far as it may. What is
 * left waits as a proposal. The caller holds the conversation.
 */
export async function applyAnswers(tx: Tx, channel: LoadedChannel, answered: Answered): Promise<void> {
  const { conversationId, sentId, fillings } = answered;
  const { workspaceId } = channel;
  const items = await fillParameters(tx, workspaceId, answered);
  const forCard = fillings.filter((one) => filledName(one, 'parameter') === null);
  const { card, isVerified } = await cardOf(tx, workspaceId, conversationId);
  const open = card ? await notOnCard(tx, workspaceId, card, forCard) : forCard;
  const source = { by: 'channel' as const, id: channel.id, name: channel.name, conversationId };
  const left = card && isVerified ? await fillCard(tx, workspaceId, card, open, source) : open;
  const isApplied = open.length > left.length;
  const state = left.length > 0 ? 'proposed' : isApplied ? 'applied' : 'confirmed';
  if (state === 'applied') items.push(formItem(conversationId, sentId, 'proposed', state));
  const changeId = await saveCards(tx, channelActor(channel), card ? [{ id: card.id, before: card }] : [], {
    verb: 'answerForm',
    reason: { form: answered.form.name },
    conversationId,
    items,
  });
  await setSent(tx, workspaceId, sentId, { state, changeId });
}

async function fillParameters(
  tx: Tx,
  workspaceId: string,
  { conversationId, form, fillings }: Answered,
): Promise<TouchedValue[]> {
  const given = fillings.flatMap((one) => {
    const name = filledName(one, 'parameter');
    return name === null || isFollowing(name) ? [] : [{ name, one }];
  });
  if (given.length === 0) return [];
  const before = await lockDetails(tx, workspaceId, conversationId);
  const after = structuredClone(before);
  const source: KeptSource = { by: 'form', name: form.name, at: new Date().toISOString() };
  for (const { name, one } of given) {
    const text = one.field.type === 'consent' ? true : one.value;
    const value = await readOne(tx, workspaceId, name, text, form.kind === 'hero' ? 'heroCard' : 'entryForm');
    if (value !== before.parameters[name]) setParameter(after, name, { value, source });
  }
  return writeDetails(tx, workspaceId, conversationId, before, after);
}

/** What is no value of its field stays as it was given: a visitor cannot help how the field was made. */
async function readOne(
  tx: Tx,
  workspaceId: string,
  name: string,
  given: string | boolean,
  filler: ParameterFiller,
): Promise<string | number | boolean> {
  try {
    return (await readParameters(tx, workspaceId, { [name]: given }, filler))[name]?.value ?? given;
  } catch (error) {
    if (error instanceof Refusal) return given;
    throw error;
  }
}

async function cardOf(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
): Promise<{ card: CardState | null; isVerified: boolean }> {
  const verified = await verifiedClient(tx, workspaceId, conversationId);
  const { contactId } = await tx
    .selectFrom('conversation')
    .select('contactId')
    .where(({ and }) => and({ workspaceId, id: conversationId }))
    .executeTakeFirstOrThrow();
  const system: SystemActor = { type: 'system', workspaceId, id: null, name: null };
  const card = contactId === null ? null : await lockCard(tx, system, contactId);
  return { card: card?.state === 'active' ? card : null, isVerified: verified !== null && verified === card?.id };
}

function channelActor({ workspaceId, id, name }: LoadedChannel): ChannelActor {
  return { type: 'channel', workspaceId, id, name };
}
