import { type RawBuilder, sql } from 'kysely';
import type { QueueRequires, QueueResult, WrapUp, WrapUpMark } from '#contract/wrap-up.ts';
import type { Tx } from '#db/database.ts';

/** What the queue of a conversation asks for when it ends, and what of the parameters and tags it misses. */
export interface Asked {
  isAsked: boolean;
  seconds: number;
  results: QueueResult[];
  requires: QueueRequires;
  missing: Pick<WrapUp['missing'], 'parameters' | 'tag'>;
}

/** Reads what ending a conversation asks for (R-DSK-3). A required parameter that is no field any more is asked of nobody. */
export async function readAsked(tx: Tx, workspaceId: string, id: string): Promise<Asked> {
  const { rows } = await sql<{
    isAsked: boolean;
    seconds: number;
    results: QueueResult[];
    parameters: string[];
    missing: string[];
    tag: boolean;
    hasTag: boolean;
  }>`
    select q.wrap_up as is_asked, q.wrap_seconds as seconds, q.results, asked.names as parameters, asked.missing,
      coalesce((q.requires ->> 'tag')::boolean, false) as tag, c.tags <> '{}' as has_tag
    from conversation c join queue q on q.workspace_id = c.workspace_id and q.id = c.queue_id
    cross join lateral (
      select coalesce(array_agg(one.name order by one.place), '{}') as names,
        coalesce(array_agg(one.name order by one.place) filter (where coalesce(c.parameters ->> one.name, '') = ''), '{}') as missing
      from jsonb_array_elements_text(coalesce(q.requires -> 'parameters', '[]')) with ordinality as one (name, place)
      where exists (select from field f where f.workspace_id = c.workspace_id and f.name = one.name and f.of = 'conversation' and f.removed_at is null)
    ) asked
    where c.workspace_id = ${workspaceId} and c.id = ${id}`.execute(tx);
  const row = rows[0];
  if (!row) return nothing;
  const { isAsked, seconds, results, parameters, tag } = row;
  const missing = { parameters: row.missing, tag: tag && !row.hasTag };
  return { isAsked, seconds, results, requires: { parameters, tag }, missing };
}

const nothing: Asked = {
  isAsked: false,
  seconds: 0,
  results: [],
  requires: { parameters: [], tag: false },
  missing: { parameters: [], tag: false },
};

/** All that is missing to end it so. @param suggestions how many cards are suggested, of which nobody decided (R-REC-5). */
export function missingFor(
  asked: Asked,
  suggestions: number,
  given: { result: string | null; leaveUnknown: boolean },
): WrapUp['missing'] {
  return {
    ...asked.missing,
    result: asked.isAsked && given.result === null,
    client: suggestions > 0 && !given.leaveUnknown,
  };
}

/** Whether anything is. */
export function isMissing({ result, client, parameters, tag }: WrapUp['missing']): boolean {
  return result || client || tag || parameters.length > 0;
}

/** The words of a result that its queue names, as they are now; null for one that is delivered, and for words of its own. */
export function textsOf({ results }: Pick<Asked, 'results'>, result: string | null): QueueResult['texts'] | null {
  return results.find(({ key }) => key === result)?.texts ?? null;
}

/** A wrap-up as one JSON object of the store, of the conversation `c`; null for one that is finished, or runs. */
export const keptWrapUp: RawBuilder<WrapUpMark | null> = sql<WrapUpMark | null>`case when c.state = 'closed' and c.wrapping_since is not null then (
  select json_build_object('since', c.wrapping_since, 'until', c.wrapping_until, 'operator', json_build_object('id', o.id, 'name', o.name))
  from operator o where o.workspace_id = c.workspace_id and o.id = c.wrapping_id) end`;

/** It as the contract says it. */
export function toldWrapUp(kept: WrapUpMark | null): WrapUpMark | null {
  const time = (text: string) => new Date(text).toISOString();
  return kept && { ...kept, since: time(kept.since), until: time(kept.until) };
}

/** A conversation's wrap-up with what finishing it asks for; null where it is not in any. */
export async function readWrapUp(
  tx: Tx,
  workspaceId: string,
  { id, wrapUp, suggestions }: { id: string; wrapUp: WrapUpMark | null; suggestions: number },
  result: string | null,
): Promise<WrapUp | null> {
  if (!wrapUp) return null;
  const asked = await readAsked(tx, workspaceId, id);
  const { isAsked, seconds, results, requires } = asked;
  const missing = missingFor(asked, suggestions, { result, leaveUnknown: false });
  return { ...wrapUp, seconds, results, requires: { ...requires, result: isAsked }, missing };
}
