import { sql } from 'kysely';
import { contrast, inkOn, leastContrast } from '#contract/contrast.ts';
import { notFound, Refusal } from '#contract/errors.ts';
import type { Tag, TagInput, TagRename } from '#contract/tag.ts';
import type { Tx } from '#db/database.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { tagKey } from './name-tags.ts';

/** The company's tags by name, retired ones last. */
export async function listTags(tx: Tx, actor: Actor): Promise<Tag[]> {
  must(actor, 'seeConversations');
  const rows = await tx
    .selectFrom('tag')
    .select(['name', 'ground', 'ink', 'retiredAt'])
    .where('workspaceId', '=', actor.workspaceId)
    .orderBy((order) => order('retiredAt', 'is not', null))
    .orderBy('key')
    .execute();
  return rows.map(({ retiredAt, ...tag }) => ({ ...tag, retired: retiredAt !== null }));
}

/**
 * Makes a tag, or changes how it is written, its colours, and whether it is offered. Without `ink`, black or white is taken, whichever reads better.
 * @throws INVALID for an ink that does not read on its ground (under 4.5 : 1); `data.ink` is one that does.
 */
export async function saveTag(tx: Tx, actor: Actor, { name, ground, ink, retired }: TagInput): Promise<Tag> {
  must(actor, 'manageSettings');
  const { workspaceId } = actor;
  const key = tagKey(name);
  const colours = coloursOf(ground, ink);
  const was = await lockTag(tx, workspaceId, key);
  const retiredAt = retired ? (was?.retiredAt ?? new Date()) : null;
  await tx
    .insertInto('tag')
    .values({ workspaceId, key, name, ...colours, retiredAt })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'key']).doUpdateSet({ name, ...colours, retiredAt }))
    .execute();
  if (was && was.name !== name) await callOtherwise(tx, workspaceId, was.name, name);
  await announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
  return { name, ...colours, retired };
}

/**
 * Renames a tag in every conversation and rule that it stands in. Onto the name of another one, the two become that one, with its colours.
 * @throws NOT_FOUND for no such tag.
 */
export async function renameTag(tx: Tx, actor: Actor, { name, to }: TagRename): Promise<Tag> {
  must(actor, 'manageSettings');
  const { workspaceId } = actor;
  const [from, onto] = [tagKey(name), tagKey(to)];
  const tags = new Map<string, KeptTag>();
  for (const key of [...new Set([from, onto])].sort()) {
    const tag = await lockTag(tx, workspaceId, key);
    if (tag) tags.set(key, tag);
  }
  const was = tags.get(from);
  if (!was) throw notFound('tag');
  const other = from === onto ? undefined : tags.get(onto);
  const now = other ?? { ...was, name: to };
  await tx
    .deleteFrom('tag')
    .where(({ and }) => and({ workspaceId, key: from }))
    .execute();
  const { ground, ink, retiredAt } = now;
  if (!other) await tx.insertInto('tag').values({ workspaceId, key: onto, name: to, ground, ink, retiredAt }).execute();
  await callOtherwise(tx, workspaceId, was.name, now.name);
  await announce(tx, workspaceId, { topic: 'desk', what: 'settings' });
  return { name: now.name, ground, ink, retired: retiredAt !== null };
}

interface KeptTag extends Pick<Tag, 'name' | 'ground' | 'ink'> {
  retiredAt: Date | null;
}

function lockTag(tx: Tx, workspaceId: string, key: string): Promise<KeptTag | undefined> {
  return tx
    .selectFrom('tag')
    .select(['name', 'ground', 'ink', 'retiredAt'])
    .where(({ and }) => and({ workspaceId, key }))
    .forUpdate()
    .executeTakeFirst();
}

function coloursOf(ground: string | null, ink: string | null): Pick<Tag, 'ground' | 'ink'> {
  if (ground === null) return { ground, ink: null };
  if (ink === null) return { ground, ink: inkOn(ground) };
  if (contrast(ground, ink) >= leastContrast) return { ground, ink };
  const message = `This text does not read on its ground: their contrast is ${contrast(ground, ink).toFixed(1)} : 1, and at least 4.5 : 1 is needed.`;
  throw new Refusal('INVALID', message, { fields: { ink: message }, data: { ink: inkOn(ground) } });
}

/** In conversations, where each tag stands once, and in the rules. */
async function callOtherwise(tx: Tx, workspaceId: string, from: string, to: string): Promise<void> {
  await sql`
    update conversation set version = version + 1,
      tags = array(select distinct t from unnest(array_replace(tags, ${from}, ${to})) t order by t),
      details = case when details #> array['tagSources', ${from}] is null then details
        else jsonb_set(details, '{tagSources}', jsonb_build_object(${to}::text, details #> array['tagSources', ${from}]) || ((details -> 'tagSources') - ${from}::text)) end
    where workspace_id = ${workspaceId} and tags @> array[${from}]::text[]`.execute(tx);
  await sql`update tag_rule set tag = ${to} where workspace_id = ${workspaceId} and tag = ${from}`.execute(tx);
}
