import { sql } from 'kysely';

/** Whether the block `b` holds now. */
export const standing = sql<boolean>`b.lifted_at is null and (b.until is null or b.until > now())`;
