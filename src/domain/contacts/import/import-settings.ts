import type { Tx } from '#db/database.ts';
import { type IdentifyingField, identifyingFields } from '../../fields/identifying-fields.ts';
import type { FieldShape } from '../../fields/read-field-value.ts';

/** What reading rows needs to know of the workspace. */
export interface ImportSettings {
  workspaceId: string;
  /** The source of keys that name none. */
  source: string;
  /** Where national phone numbers are read. */
  country: string | null;
  /** The fields whose values are identifiers. */
  fields: (IdentifyingField & { label: Label })[];
  /** The defined attributes of clients that an import may fill, by name. */
  attributes: ReadonlyMap<string, FieldShape & { label: Label }>;
  /** The provider's account that is connected, by kind of scoped id, where there is only one. */
  accounts: ReadonlyMap<string, string>;
}

interface Label {
  en: string;
  cs?: string;
}

/** Reads them once for an import. */
export async function importSettings(tx: Tx, workspaceId: string, source: string): Promise<ImportSettings> {
  const { country } = await tx
    .selectFrom('workspace')
    .select('country')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  const described = await tx
    .selectFrom('field')
    .select(['name', 'label', 'type', 'shape', 'choices', 'filledBy', 'of', 'identifies'])
    .where('workspaceId', '=', workspaceId)
    .where('removedAt', 'is', null)
    .execute();
  const labels = new Map(described.map(({ name, label }) => [name, label]));
  const attributes = described.filter((field) => field.of === 'contact' && !field.identifies);
  return {
    workspaceId,
    source,
    country,
    fields: (await identifyingFields(tx, workspaceId)).map((field) => ({
      ...field,
      label: labels.get(field.name) ?? { en: field.name },
    })),
    attributes: new Map(
      attributes.filter(({ filledBy }) => filledBy.includes('import')).map((field) => [field.name, field]),
    ),
    accounts: await onlyAccounts(tx, workspaceId),
  };
}

/** WhatsApp's business-scoped users have the account of its channel. */
async function onlyAccounts(tx: Tx, workspaceId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('channel')
    .select(['kind', 'account'])
    .where('workspaceId', '=', workspaceId)
    .execute();
  const byKind = Map.groupBy(rows, ({ kind }) => (kind === 'whatsapp' ? 'whatsapp_user' : kind));
  return new Map(
    [...byKind].flatMap(([kind, [one, ...others]]) => (one && others.length === 0 ? [[kind, one.account]] : [])),
  );
}
