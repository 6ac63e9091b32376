import { sql } from 'kysely';
import type { TagSuggestions } from '#contract/tag.ts';
import type { Tx } from '#db/database.ts';
import { rootOf } from '../conversations/root-of.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { readWorkspaceSettings } from '../workspaces/workspace-settings.ts';
import { sameTag } from './name-tags.ts';
import { listTags } from './tag-settings.ts';

const mostOwn = 10;
/** Changes that are looked through for what an operator used last. */
const looked = 1_000;

/**
 * What a conversation may be tagged with (R-TAB-5): the company's tags by name, and those that the operator used last; neither retired ones nor those it has.
 * @throws NOT_FOUND for a conversation that the actor may not see.
 */
export async function suggestTags(tx: Tx, actor: Actor, id: string): Promise<TagSuggestions> {
  must(actor, 'seeConversations');
  const root = await rootOf(tx, actor, id);
  const { tags: standing } = await tx
    .selectFrom('conversation')
    .select('tags')
    .where(({ and }) => and({ workspaceId: actor.workspaceId, id: root.id }))
    .executeTakeFirstOrThrow();
  const tags = (await listTags(tx, actor)).filter(
    ({ name, retired }) => !retired && !standing.some((one) => sameTag(one, name)),
  );
  const offered = new Set(tags.map(({ name }) => name));
  const { freeTags: free } = await readWorkspaceSettings(tx, actor.workspaceId);
  return { tags, mine: (await usedBy(tx, actor)).filter((name) => offered.has(name)).slice(0, mostOwn), free };
}

async function usedBy(tx: Tx, actor: Actor): Promise<string[]> {
  if (actor.type !== 'operator') return [];
  const { rows } = await sql<{ name: string }>`
    select i.after ->> 'value' as name from (
      select h.id, h.at from change h where h.workspace_id = ${actor.workspaceId} and h.verb = 'editConversation' and h.actor ->> 'id' = ${actor.id}
      order by h.at desc, h.id limit ${looked}) h
    join change_item i on i.workspace_id = ${actor.workspaceId} and i.change_id = h.id and i.target = 'conversationTag' and i.after is not null
    group by 1 order by max(h.at) desc limit 50`.execute(tx);
  return rows.map(({ name }) => name);
}
