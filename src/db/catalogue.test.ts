import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';

const database = ownDatabase();
let owner: pg.Client;
let [ours, theirs]: Workspace[] = [];
beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  ours = await aWorkspace(database);
  theirs = await aWorkspace(database);
});
afterAll(async () => {
  await owner.end();
});

describe('Every table keeps workspaces apart by its shape', () => {
  const ofOurs = `select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
    where c.relnamespace = 'vizitka'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'workspace'`;

  test('the workspace is first in every primary, unique and foreign key', async () => {
    const wrong = await owner.query(`
      select t.relname, i.indexrelid::regclass::text as name from (${ofOurs}) t join pg_index i on i.indrelid = t.oid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0] where i.indisunique and a.attname <> 'workspace_id'
      union all
      select t.relname, k.conname from (${ofOurs}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1] where a.attname <> 'workspace_id'
      union all
      select t.relname, 'no primary key' from (${ofOurs}) t where not exists (select from pg_index i where i.indrelid = t.oid and i.indisprimary)`);
    expect(wrong.rows).toEqual([]);
  });

  test('row-level security is on and forced on every table and every partition, each with a policy', async () => {
    const wrong = await owner.query(`
      select relname from (${ofOurs}) t where not relrowsecurity or not relforcerowsecurity
        or not exists (select from pg_policy p where p.polrelid = t.oid and p.polname = 'own')`);
    expect(wrong.rows).toEqual([]);
    const looked = await owner.query(`select count(*)::int as n from (${ofOurs}) t`);
    expect(looked.rows[0].n).toBeGreaterThan(25);
  });
});

describe('A query that forgets its where', () => {
  beforeAll(async () => {
    await aContact(ours as Workspace, { name: 'Ours', email: 'ours@example.com' });
    await aContact(theirs as Workspace, { name: 'Theirs', email: 'theirs@example.com' });
  });

  test('sees one workspace alone', async () => {
    const names = await (ours as Workspace).within((tx) => tx.selectFrom('contact').select('name').execute());
    expect(names).toEqual([{ name: 'Ours' }]);
  });

  test('would see both, were it not for row-level security: a superuser does', async () => {
    const both = await owner.query('select name from vizitka.contact order by name');
    expect(both.rows).toEqual([{ name: 'Ours' }, { name: 'Theirs' }]);
  });

  test('changes nothing of another workspace', async () => {
    const changed = await (ours as Workspace).within((tx) =>
      tx.updateTable('contact').set({ name: 'Taken' }).where('name', '=', 'Theirs').executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
    const gone = await (ours as Workspace).within((tx) =>
      tx.deleteFrom('contactIdentifier').where('key', '=', 'theirs@example.com').executeTakeFirst(),
    );
    expect(gone.numDeletedRows).toBe(0n);
  });

  test('cannot write into another workspace', async () => {
    const { workspaceId } = theirs as Workspace;
    const write = (ours as Workspace).within((tx) =>
      tx
        .insertInto('excludedValue')
        .values({ workspaceId, kind: 'email', key: 'x@example.com', why: 'listed' })
        .execute(),
    );
    await expect(write).rejects.toMatchObject({ code: '42501' });
  });

  test('sees nothing at all where no workspace was named, nor in the transaction after one', async () => {
    for (let n = 0; n < 3; n++) {
      expect(await database.atTheDoor((tx) => tx.selectFrom('contact').select('id').execute())).toEqual([]);
      await (ours as Workspace).within((tx) => tx.selectFrom('contact').select('id').execute());
    }
  });

  test('runs as a role that is neither superuser nor owner, whatever the login', async () => {
    const { rows } = await (ours as Workspace).within((tx) =>
      sql<{ role: string; superuser: boolean; bypass: boolean; owns: number }>`
        select current_user as role, rolsuper as superuser, rolbypassrls as bypass, (
          select count(*) from pg_class where relowner = pg_roles.oid) as owns from pg_roles where rolname = current_user`.execute(
        tx,
      ),
    );
    expect(rows).toEqual([{ role: 'vizitka_app', superuser: false, bypass: false, owns: 0 }]);
  });
});
