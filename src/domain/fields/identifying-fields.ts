import type { fieldFillers, fieldTypes } from '#contract/field.ts';
import type { Tx } from '#db/database.ts';

/** A defined field as recognition and editing need it (R-ID-6): its values are identifiers of `kind`. */
export interface IdentifyingField {
  name: string;
  kind: `custom:${string}`;
  type: (typeof fieldTypes)[number];
  /** Its values may stand on several cards: they narrow and never pick (R-ID-3). */
  several: boolean;
  /** How a text looks: contract/field.ts. */
  shape: string | null;
  choices: string[];
  filledBy: (typeof fieldFillers)[number][];
  place: number;
}

/** The fields used for guest identification, in the administrators' order of recognition (R-REC-1). At most 200: one read of a small table. */
export async function identifyingFields(tx: Tx, workspaceId: string): Promise<IdentifyingField[]> {
  const rows = await tx
    .selectFrom('field')
    .select(['name', 'type', 'several', 'shape', 'choices', 'filledBy', 'place'])
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null)
    .where('identifies', '=', true)
    .orderBy('place')
    .orderBy('name')
    .execute();
  return rows.map(({ name, filledBy, ...field }) => ({
    ...field,
    name,
    kind: kindOfField(name),
    filledBy: filledBy as IdentifyingField['filledBy'],
  }));
}

/** The kind of identifier that the values of a field are. */
export function kindOfField(name: string): `custom:${string}` {
  return `custom:${name}`;
}

/**
 * The kinds of custom identifiers that identify nobody: their field is defined without *Used for guest identification*, or was deleted.
 * Recognition skips their values, which stay on the cards. A kind that no field was ever defined for is not among them.
 */
export async function silentKinds(tx: Tx, workspaceId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('field')
    .select(({ fn }) => [
      'name',
      fn.agg<boolean>('bool_or', ['identifies']).filterWhere('removedAt', 'is', null).as('identifies'),
    ])
    .where('workspaceId', '=', workspaceId)
    .groupBy('name')
    .execute();
  return new Set(rows.flatMap(({ name, identifies }) => (identifies ? [] : [kindOfField(name)])));
}

/** Of some kinds those whose values may stand on several cards: always shared, owned by none (R-ID-3). Asks nothing where no kind is custom. */
export async function severalKinds(tx: Tx, workspaceId: string, kinds: string[]): Promise<Set<string>> {
  const names = kinds.flatMap((kind) => (kind.startsWith('custom:') ? kind.slice('custom:'.length) : []));
  if (names.length === 0) return new Set();
  const rows = await tx
    .selectFrom('field')
    .select('name')
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null)
    .where('identifies', '=', true)
    .where('several', '=', true)
    .where('name', 'in', names)
    .execute();
  return new Set(rows.map(({ name }) => kindOfField(name)));
}
