import { sql } from 'kysely';
import { notFound } from '#contract/errors.ts';
import type { Tx } from '#db/database.ts';
import type { TouchedValue } from '../../history/record-change.ts';
import { type GivenEvidence, giveEvidence, takeEvidence } from './given-evidence.ts';

type Scalar = string | number | boolean;

/** Where a parameter or a tag came from. `evidence`: what a parameter says of who the client is (R-ID-6). */
export interface KeptSource {
  by: 'channel' | 'operator' | 'rule' | 'form' | 'widget' | 'apiKey';
  name: string | null;
  at: string | null;
  evidence?: GivenEvidence;
}

/** Parameters and tags of a conversation with their sources (R-TAB-4, R-TAB-5). What a channel said has no source of its own. */
export interface OwnDetails {
  parameters: Record<string, Scalar>;
  parameterSources: Record<string, KeptSource>;
  tags: string[];
  tagSources: Record<string, KeptSource>;
}

/** One side of a touched parameter, as a change keeps it; `value` null: taken away by `source`. */
export interface KeptParameter {
  conversationId: string;
  value: Scalar | null;
  source: KeptSource | null;
}

/** One side of a touched tag. */
export interface KeptTag {
  conversationId: string;
  value: string;
  source: KeptSource | null;
}

/** Locks a conversation and reads its parameters and tags. @throws NOT_FOUND. */
export async function lockDetails(tx: Tx, workspaceId: string, id: string): Promise<OwnDetails> {
  const { rows } = await sql<OwnDetails>`
    select parameters, tags, coalesce(details -> 'parameterSources', '{}') as parameter_sources, coalesce(details -> 'tagSources', '{}') as tag_sources
    from conversation where workspace_id = ${workspaceId} and id = ${id} for no key update`.execute(tx);
  if (!rows[0]) throw notFound('conversation');
  return rows[0];
}

/**
 * Writes parameters and tags of a locked conversation, and what they say of its client.
 * @returns an item for each that is another now, for the caller's change.
 */
export async function writeDetails(
  tx: Tx,
  workspaceId: string,
  id: string,
  before: OwnDetails,
  after: OwnDetails,
): Promise<TouchedValue[]> {
  const items = [...parameterItems(id, before, after), ...tagItems(id, before, after)];
  if (items.length === 0) return [];
  for (const { target, before: was, after: is } of items) {
    if (!target.startsWith('parameter:')) continue;
    const [gone, given] = [was, is].map((side) => (side as KeptParameter | null)?.source?.evidence);
    if (gone) await takeEvidence(tx, workspaceId, id, gone);
    if (given) given.was = await giveEvidence(tx, workspaceId, id, given);
  }
  const sources = Object.entries({ parameterSources: after.parameterSources, tagSources: after.tagSources });
  const kept = Object.fromEntries(sources.filter(([, of]) => Object.keys(of).length > 0));
  await sql`
    update conversation set parameters = ${JSON.stringify(after.parameters)}::jsonb, tags = ${after.tags}::text[],
      details = (details - array['parameterSources', 'tagSources']) || ${JSON.stringify(kept)}::jsonb, version = version + 1
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  return items;
}

/** A parameter as it stands; null where it never did. */
export function parameterIn(id: string, details: OwnDetails, name: string): KeptParameter | null {
  const value = details.parameters[name] ?? null;
  const source = details.parameterSources[name] ?? null;
  return value === null && source === null ? null : { conversationId: id, value, source };
}

/** A tag as it stands; null where it does not. */
export function tagIn(id: string, details: OwnDetails, tag: string): KeptTag | null {
  if (!details.tags.includes(tag)) return null;
  return { conversationId: id, value: tag, source: details.tagSources[tag] ?? null };
}

/** Puts a parameter on one of its sides. */
export function setParameter(
  details: OwnDetails,
  name: string,
  side: Omit<KeptParameter, 'conversationId'> | null,
): void {
  if (side?.value == null) delete details.parameters[name];
  else details.parameters[name] = side.value;
  if (side?.source) details.parameterSources[name] = { ...side.source };
  else delete details.parameterSources[name];
}

/** Adds a tag, with its source, or takes it away. Tags stand in their order. */
export function setTag(details: OwnDetails, tag: string, side: { source: KeptSource | null } | null): void {
  const others = details.tags.filter((one) => one !== tag);
  details.tags = side ? [...others, tag].sort() : others;
  if (side?.source) details.tagSources[tag] = side.source;
  else delete details.tagSources[tag];
}

function parameterItems(id: string, before: OwnDetails, after: OwnDetails): TouchedValue[] {
  const names = new Set(
    [before, after].flatMap((one) => [...Object.keys(one.parameters), ...Object.keys(one.parameterSources)]),
  );
  return [...names].sort().flatMap((name) => {
    const [was, is] = [parameterIn(id, before, name), parameterIn(id, after, name)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ contactId: null, target: `parameter:${name}`, before: was, after: is }];
  });
}

function tagItems(id: string, before: OwnDetails, after: OwnDetails): TouchedValue[] {
  const tags = new Set([...before.tags, ...after.tags]);
  return [...tags].sort().flatMap((tag) => {
    const [was, is] = [tagIn(id, before, tag), tagIn(id, after, tag)];
    if ((was === null) === (is === null)) return [];
    return [{ contactId: null, target: 'conversationTag', before: was, after: is }];
  });
}
