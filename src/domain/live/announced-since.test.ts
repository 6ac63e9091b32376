import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { announcedSince } from './announced-since.ts';

const database = ownDatabase();
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace(database);
  const other = await aWorkspace(database);
  for (const { workspaceId, within } of [workspace, other]) {
    for (const xid of [1_000, 9, 99, 100_000]) {
      const payload = JSON.stringify({ topic: 'contact', contactIds: [xid], what: 'change' });
      await within((tx) =>
        sql`insert into outbox (workspace_id, xid, id, topic, payload)
          values (${workspaceId}, ${xid}::text::xid8, ${randomUUID()}, 'contact', ${payload})`.execute(tx),
      );
    }
  }
});

const since = (after: number, upTo: number, at = new Date()) => {
  const position = (xid: number) => ({ xid: String(xid), id: '00000000-0000-0000-0000-000000000000', at });
  return workspace.within((tx) =>
    announcedSince(tx, workspace.operator, { after: position(after), upTo: position(upTo) }),
  );
};

it('reads what lies between two positions, in the order of the numbers of transactions, of this workspace alone', async () => {
  const ids = (await since(9, 100_000))?.map(({ event }) => event.contactIds?.[0]);
  expect(ids).toEqual([9, 99, 1_000]);
});

it('answers null for a position so old that some may have been pruned', async () => {
  expect(await since(0, 100, new Date(Date.now() - 49 * 60_000))).toHaveLength(2);
  expect(await since(0, 100, new Date(Date.now() - 51 * 60_000))).toBeNull();
});
