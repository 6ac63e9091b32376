import { Refusal } from '#contract/errors.ts';
import { fold } from '#contract/fold.ts';
import type { Tx } from '#db/database.ts';

/** Whether two names are one tag: accents and case make no difference. */
export function sameTag(one: string, other: string): boolean {
  return tagKey(one) === tagKey(other);
}

/** What a tag is known by. */
export function tagKey(name: string): string {
  return fold(name) || name;
}

/** Names of tags as the company spells them; new ones join its tags, so that they are offered from now on (R-TAB-5). */
export async function nameTags(tx: Tx, workspaceId: string, names: string[]): Promise<string[]> {
  const asked = new Map(names.map((name) => [tagKey(name), name]));
  if (asked.size === 0) return [];
  const keys = [...asked.keys()].sort();
  await tx
    .insertInto('tag')
    .values(
      keys.map((key) => ({ workspaceId, key, name: asked.get(key) ?? key, ground: null, ink: null, retiredAt: null })),
    )
    .onConflict((conflict) => conflict.columns(['workspaceId', 'key']).doNothing())
    .execute();
  const rows = await tx
    .selectFrom('tag')
    .select('name')
    .where('workspaceId', '=', workspaceId)
    .where('key', 'in', keys)
    .orderBy('key')
    .execute();
  return rows.map(({ name }) => name);
}

/**
 * Names of tags that there are, as the company spells them, where operators make none of their own (R-TAB-5).
 * @throws INVALID naming those that are not in the list, or are not used any more.
 */
export async function listedTags(tx: Tx, workspaceId: string, names: string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('tag')
    .select(['key', 'name'])
    .where('workspaceId', '=', workspaceId)
    .where('retiredAt', 'is', null)
    .where('key', 'in', [...new Set(['', ...names.map(tagKey)])])
    .orderBy('key')
    .execute();
  const unknown = names.filter((name) => !rows.some(({ key }) => key === tagKey(name)));
  if (unknown.length === 0) return rows.map(({ name }) => name);
  const message = `“${unknown.join('”, “')}” is not in the list of tags. Choose from the list, or ask an administrator to add it.`;
  throw new Refusal('INVALID', message, { fields: { 'tags.add': message }, reason: 'tagNotListed' });
}
