import type { ColumnType } from 'kysely';

/** jsonb: read as a value, written as its text (JSON.stringify), since node-postgres would send arrays as SQL arrays. */
export type Json<Value> = ColumnType<Value, string, string>;

/** The same for a column with a default. */
export type JsonDefault<Value> = ColumnType<Value, string | undefined, string>;
