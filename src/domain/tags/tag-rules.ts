import { randomUUID } from 'node:crypto';
import { notFound, Refusal } from '#contract/errors.ts';
import type { TagRule, TagRuleInput } from '#contract/tag.ts';
import { words } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { nameTags } from './name-tags.ts';

/** The rules that tag conversations (R-TAB-5), as they were made. */
export async function listTagRules(tx: Tx, actor: Actor): Promise<TagRule[]> {
  must(actor, 'manageSettings');
  return rulesOf(tx, actor.workspaceId).orderBy('createdAt').orderBy('id').execute();
}

/** Makes a rule; it counts from the next delivery of a channel on. @throws INVALID for a word without letters or digits. */
export async function createTagRule(tx: Tx, actor: Actor, input: TagRuleInput): Promise<TagRule> {
  must(actor, 'manageSettings');
  const id = randomUUID();
  const rule = await readInput(tx, actor, input);
  await tx
    .insertInto('tagRule')
    .values({ workspaceId: actor.workspaceId, id, createdAt: new Date(), ...rule })
    .execute();
  await tell(tx, actor);
  return { id, ...rule };
}

/** Changes a rule; tags that it set stay. @throws NOT_FOUND; INVALID as for a new one. */
export async function editTagRule(
  tx: Tx,
  actor: Actor,
  { id, ...input }: TagRuleInput & { id: string },
): Promise<TagRule> {
  must(actor, 'manageSettings');
  await findRule(tx, actor.workspaceId, id);
  const rule = await readInput(tx, actor, input);
  await tx
    .updateTable('tagRule')
    .set(rule)
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .execute();
  await tell(tx, actor);
  return { id, ...rule };
}

/** Deletes a rule; tags that it set stay. Answers what it was. @throws NOT_FOUND */
export async function deleteTagRule(tx: Tx, actor: Actor, id: string): Promise<TagRule> {
  must(actor, 'manageSettings');
  const rule = await findRule(tx, actor.workspaceId, id);
  await tx
    .deleteFrom('tagRule')
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id }))
    .execute();
  await tell(tx, actor);
  return rule;
}

function rulesOf(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('tagRule')
    .select(['id', 'tag', 'words', 'match', 'channels', 'enabled'])
    .where('workspaceId', '=', workspaceId);
}

async function findRule(tx: Tx, workspaceId: string, id: string): Promise<TagRule> {
  const rule = await rulesOf(tx, workspaceId).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!rule) throw notFound('rule');
  return rule;
}

async function readInput(tx: Tx, { workspaceId }: Actor, { tag, ...input }: TagRuleInput): Promise<TagRuleInput> {
  const empty = input.words.findIndex((word) => words(word).length === 0);
  if (empty >= 0)
    throw new Refusal('INVALID', 'A rule looks for words.', {
      fields: { [`words.${empty}`]: 'This has neither letters nor digits.' },
    });
  const [name = tag] = await nameTags(tx, workspaceId, [tag]);
  return { ...input, tag: name };
}

function tell(tx: Tx, { workspaceId }: Actor): Promise<void> {
  return announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
}
