import type { Conversation } from '#contract/conversation.ts';
import type { ConversationEdit } from '#contract/desk.ts';
import { Refusal } from '#contract/errors.ts';
import { trustLevel } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { maskedValues } from '../blocking/without-cards.ts';
import { recordChange, type TouchedValue } from '../history/record-change.ts';
import { recogniseFurther } from '../intake/recognise-again.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { listedTags, nameTags, sameTag } from '../tags/name-tags.ts';
import { readWorkspaceSettings } from '../workspaces/workspace-settings.ts';
import {
  type KeptSource,
  lockDetails,
  type OwnDetails,
  setParameter,
  setTag,
  writeDetails,
} from './details/own-details.ts';
import { readParameters } from './details/read-parameters.ts';
import { currentLink } from './link-conversation.ts';
import { linkItems } from './link-items.ts';
import { readConversation } from './read-conversation.ts';
import { type RootConversation, rootOf } from './root-of.ts';

const mostTags = 100;
const mostParameters = 500;

/**
 * Changes parameters and tags of a conversation, during it and after (R-TAB-4, R-TAB-5), as one change. What is not named stays; what is entered stands against
 * what later messages say. A parameter that identifies makes recognition run again (R-ID-6): what follows of it is part of the same change.
 * @returns the conversation, and the change; null where all was so already.
 * @throws NOT_FOUND for a conversation that the actor may not see; INVALID per parameter, and for too many.
 */
export async function editConversation(
  tx: Tx,
  actor: Actor,
  { id, parameters = {}, tags }: ConversationEdit,
): Promise<Conversation & { changeId: string | null }> {
  must(actor, 'editConversations');
  const root = await rootOf(tx, actor, id);
  const before = await lockDetails(tx, actor.workspaceId, root.id);
  const after = structuredClone(before);
  const source = enteredNow(actor);
  await editParameters(tx, actor, after, parameters, source);
  await editTags(tx, actor.workspaceId, after, tags, source);
  refuseTooMany(after);
  const items = await writeDetails(tx, actor.workspaceId, root.id, before, after);
  const changeId = await recordChange(tx, actor, {
    verb: 'editConversation',
    conversationId: root.id,
    queueId: root.queueId,
    items: [...items, ...(await recognised(tx, actor, root, items))],
  });
  if (changeId) await announce(tx, actor.workspaceId, { topic: 'conversation', conversationId: root.id, what: 'desk' });
  return { ...(await readConversation(tx, actor, root.id)), changeId };
}

function enteredNow(actor: Actor): KeptSource {
  return {
    by: actor.type === 'operator' || actor.type === 'apiKey' ? actor.type : 'rule',
    name: actor.name,
    at: new Date().toISOString(),
  };
}

async function editParameters(
  tx: Tx,
  actor: Actor,
  details: OwnDetails,
  given: NonNullable<ConversationEdit['parameters']>,
  source: KeptSource,
): Promise<void> {
  const { maskCards } = await readWorkspaceSettings(tx, actor.workspaceId);
  const masked = maskCards ? maskedValues(given) : given;
  const values = Object.entries(masked).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, value] as const],
  );
  const filler = actor.type === 'apiKey' ? 'restApi' : 'operator';
  const read = await readParameters(tx, actor.workspaceId, Object.fromEntries(values), filler);
  for (const name of Object.keys(given)) {
    const { value = null, evidence = null } = read[name] ?? {};
    if (value === (details.parameters[name] ?? null)) continue;
    const said = evidence && { evidence: { ...evidence, trust: trustLevel('operator') } };
    setParameter(details, name, { value, source: { ...source, ...said } });
  }
}

async function editTags(
  tx: Tx,
  workspaceId: string,
  details: OwnDetails,
  { add = [], remove = [] }: Partial<NonNullable<ConversationEdit['tags']>> = {},
  source: KeptSource,
): Promise<void> {
  for (const tag of remove) {
    for (const standing of details.tags.filter((one) => sameTag(one, tag))) setTag(details, standing, null);
  }
  const wanted = add.filter((tag) => !details.tags.some((one) => sameTag(one, tag)));
  const { freeTags } = wanted.length > 0 ? await readWorkspaceSettings(tx, workspaceId) : { freeTags: true };
  for (const tag of await (freeTags ? nameTags : listedTags)(tx, workspaceId, wanted)) {
    if (!details.tags.some((one) => sameTag(one, tag))) setTag(details, tag, { source });
  }
}

function refuseTooMany({ tags, parameters }: OwnDetails): void {
  const fields: Record<string, string> = {};
  if (tags.length > mostTags) fields['tags.add'] = `A conversation has at most ${mostTags} tags.`;
  if (Object.keys(parameters).length > mostParameters)
    fields.parameters = `A conversation has at most ${mostParameters} parameters.`;
  if (Object.keys(fields).length > 0)
    throw new Refusal('INVALID', 'This is more than a conversation holds.', { fields });
}

/** What follows of a parameter that identifies: values on cards, and the link. */
async function recognised(
  tx: Tx,
  actor: Actor,
  root: RootConversation,
  items: TouchedValue[],
): Promise<TouchedValue[]> {
  const says = (side: unknown) => Boolean((side as { source?: KeptSource } | null)?.source?.evidence);
  if (!items.some(({ before, after }) => says(before) || says(after))) return [];
  const was = await currentLink(tx, actor, root.id);
  const done = await recogniseFurther(tx, actor.workspaceId, root.id);
  const is = await currentLink(tx, actor, root.id);
  return [
    ...(done?.touched ?? []).filter(({ target }) => target !== 'link'),
    ...(await linkItems(tx, actor.workspaceId, root.id, was, is)),
  ];
}
