import { type RawBuilder, sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import { fold } from '#contract/fold.ts';
import { attributeFacet, type Facets, tagFacet } from './directory-facets.ts';
import { cardsInPairs, hasProblem, type Problem } from './directory-problems.ts';
import { type DirectorySight, inSight, lastContactSeen } from './directory-sight.ts';
import type { DirectoryTier } from './directory-tiers.ts';
import { foldedBySql } from './folded-by-sql.ts';

/** What the directory leaves out. Filters of one kind are alternatives, different kinds all have to hold. */
export interface DirectoryFilters {
  channel?: unknown[] | undefined;
  tag?: unknown[] | undefined;
  has?: unknown[] | undefined;
  /** When somebody last wrote or called, as far as the actor may know: from, and before. */
  lastContactFrom?: string | undefined;
  lastContactTo?: string | undefined;
  problem?: Problem[] | undefined;
  /** `name:value`, both folded before they are compared; `name:` for any value. Every name is a kind of its own. */
  attribute?: string[] | undefined;
}

export function isFiltered(input: DirectoryFilters): boolean {
  const { channel, tag, has, lastContactFrom, lastContactTo, problem, attribute } = input;
  return Boolean(channel || tag || has || lastContactFrom || lastContactTo || problem || attribute);
}

/**
 * Conditions on the rows of `c` besides that they are shown to the actor. Aggregates, not EXISTS, whose whole table the planner would hash.
 * @throws INVALID for an attribute without a colon.
 */
export function filtersOf(input: DirectoryFilters, sight: DirectorySight): RawBuilder<boolean> {
  const { workspaceId } = sight.actor;
  const conditions = [sql<boolean>`true`];
  if (input.tag) conditions.push(sql<boolean>`c.tags && ${input.tag}::text[]`);
  if (input.channel) {
    conditions.push(sql<boolean>`(select bool_or(a.kinds && ${input.channel}::text[]) from contact_activity a
      where a.workspace_id = ${workspaceId} and a.contact_id = c.id and ${inSight(sight)})`);
  }
  if (input.has) {
    conditions.push(sql<boolean>`(select bool_or(h.kind = any(${input.has}::text[])) from contact_identifier h
      where h.workspace_id = ${workspaceId} and h.contact_id = c.id)`);
  }
  if (input.lastContactFrom)
    conditions.push(sql<boolean>`${lastContactSeen(sight)} >= ${input.lastContactFrom}::timestamptz`);
  if (input.lastContactTo)
    conditions.push(sql<boolean>`${lastContactSeen(sight)} < ${input.lastContactTo}::timestamptz`);
  if (input.problem) conditions.push(anyOf(input.problem.map((problem) => hasProblem(sight, problem))));
  for (const [name, values] of wantedAttributes(input.attribute ?? [])) conditions.push(hasAttribute(name, values));
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** Where the cards of a filtered list may be looked up, when nothing is searched: few cards are duplicates. */
export function filterCandidates(input: DirectoryFilters, sight: DirectorySight): Pick<DirectoryTier, 'candidates'> {
  if (input.problem?.length !== 1 || input.problem[0] !== 'duplicates') return {};
  return { candidates: (tx, most) => cardsInPairs(tx, sight.actor.workspaceId, most) };
}

/** The filters that cards are looked up by, each with its alternatives; attributes of any value are none. */
export function facetsOf({ tag, attribute }: DirectoryFilters): Facets[] {
  const tags = tag ? [(tag as string[]).map(tagFacet)] : [];
  const attributes = [...wantedAttributes(attribute ?? [])].flatMap(([name, values]) =>
    values.includes('') ? [] : [values.map((value) => attributeFacet(name, value))],
  );
  return [...tags, ...attributes];
}

/** Whether facets say all that a list asks. */
export function areAllFacets(input: DirectoryFilters, sight: DirectorySight, kinds: Facets[]): boolean {
  const { tag: _tag, attribute: _attribute, ...others } = input;
  const isWhole = kinds.length === 1 && [input.tag, input.attribute].filter(Boolean).length === 1;
  return isWhole && !isFiltered(others) && sight.hidden.length === 0;
}

function anyOf(conditions: RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(conditions, sql` or `)})`;
}

/** The folded values that each named attribute may have. */
function wantedAttributes(given: string[]): Map<string, string[]> {
  const wanted = new Map<string, string[]>();
  for (const text of given) {
    const colon = text.indexOf(':');
    const message = 'Write an attribute as name:value, as city:Brno.';
    if (colon < 1) throw new Refusal('INVALID', message, { fields: { attribute: message } });
    const [name, value] = [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
    wanted.set(name, [...(wanted.get(name) ?? []), fold(value)]);
  }
  return wanted;
}

/** Folded where it is compared, since values of attributes are not stored folded. */
function hasAttribute(name: string, values: string[]): RawBuilder<boolean> {
  const value = sql`(c.attributes -> ${name} ->> 'value')`;
  if (values.includes('')) return sql<boolean>`${value} is not null`;
  return sql<boolean>`(${foldedBySql(value)} = any(${values}::text[]))`;
}
