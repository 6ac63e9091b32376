import type { Database } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { type ListInput, listContacts } from '../list-contacts.ts';

/** A view of the directory: its search, filters and order. */
export type ExportQuery = Omit<ListInput, 'cursor' | 'limit'>;

const together = 200;

/** The numbers of cards, page by page: all by number, or those of a view in its order. */
export function idPages(database: Database, actor: Actor, query: ExportQuery | null): AsyncGenerator<number[]> {
  return query ? ofView(database, actor, query) : ofAll(database, actor);
}

async function* ofAll(database: Database, { workspaceId }: Actor): AsyncGenerator<number[]> {
  for (let after = 0; ; ) {
    const from = after;
    const rows = await database.inWorkspace(workspaceId, (tx) =>
      tx
        .selectFrom('contact')
        .select('id')
        .where('workspaceId', '=', workspaceId)
        .where('state', '=', 'active')
        .where('id', '>', from)
        .orderBy('id')
        .limit(together)
        .execute(),
    );
    if (rows.length > 0) yield rows.map(({ id }) => id);
    if (rows.length < together) break;
    after = rows.at(-1)?.id ?? from;
  }
}

async function* ofView(database: Database, actor: Actor, query: ExportQuery): AsyncGenerator<number[]> {
  for (let cursor: string | undefined; ; ) {
    const from = cursor;
    const page: Awaited<ReturnType<typeof listContacts>> = await database.inWorkspace(actor.workspaceId, (tx) =>
      listContacts(tx, actor, { ...query, cursor: from, limit: together }),
    );
    if (page.items.length > 0) yield page.items.map(({ id }) => id);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
}
