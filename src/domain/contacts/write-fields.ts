import { type RawBuilder, sql } from 'kysely';
import type { CardState } from './card-state.ts';

/** The single values of a card, its tags, and what waits or has no field. */
export type CardFields = Pick<CardState, 'name' | 'attributes' | 'tags' | 'conflicts' | 'extra'>;

/** What an update of a card sets to write them, without asking who is better. */
export function fieldsSet({ name, attributes, tags, conflicts, extra }: CardFields): RawBuilder<unknown> {
  return sql`name = ${name?.value ?? null}, name_source = ${name?.source ?? null}, name_rank = ${name?.rank ?? 0}, name_at = ${name ? new Date(name.at) : null},
    attributes = ${JSON.stringify(attributes)}::jsonb, tags = ${tags}::text[], conflicts = ${JSON.stringify(conflicts)}::jsonb, extra = ${JSON.stringify(extra)}::jsonb`;
}
