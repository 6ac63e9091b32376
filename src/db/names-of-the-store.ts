import {
  CamelCasePlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
} from 'kysely';

type Row = Record<string, unknown>;

/**
 * The store's names (`contact_id`) as ours (`contactId`): in what is built of Kysely's parts, and in every row. A text of our own (`sql`) has the store's names already, also where
 * it names a column by `sql.ref`: it is not gone through, which took a tenth of what our own processor does for a page. Names inside of JSON are never changed.
 */
export class NamesOfTheStore extends CamelCasePlugin {
  override transformQuery(args: PluginTransformQueryArgs) {
    return args.node.kind === 'RawNode' ? args.node : super.transformQuery(args);
  }

  override async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<Row>> {
    const names = Object.keys(result.rows[0] ?? {}).map((theirs) => ({ theirs, ours: this.camelCase(theirs) }));
    if (names.every(({ theirs, ours }) => theirs === ours)) return result;
    const renamed = (row: Row) => {
      const own: Row = {};
      for (const { theirs, ours } of names) own[ours] = row[theirs];
      return own;
    };
    return { ...result, rows: result.rows.map(renamed) };
  }
}
