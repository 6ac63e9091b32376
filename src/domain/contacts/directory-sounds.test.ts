import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { footprint } from '#test/plans/footprint.ts';
import { aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { connected } from '#test/support/test-databases.ts';
import { listContacts } from './list-contacts.ts';
import { refreshOldSearches } from './refresh-old-searches.ts';

const database = ownDatabase();

describe('a name that is searched in other letters', () => {
  it.each([
    ['Джордж', 'George'],
    ['Уильямс', 'Williams'],
    ['Шевченко', 'Ševčenko'],
    ['Хосе', 'José'],
    ['Такахаси', 'Takahashi'],
    ['마이클', 'Michael'],
    ['스미스', 'Smith'],
    ['파커', 'Parker'],
    ['Wojciech', 'Войцех'],
    ['Kim', '김'],
    ['Charles', 'Чарльз'],
    ['스티브', 'Стив'],
    ['임', 'Lim'],
    ['박', 'Park'],
    ['최', 'Choi'],
    ['김민준', 'Kim Min-jun'],
    ['김민준', 'Minjun Kim'],
    ['Kim Min-jun', '김민준'],
    ['Кенъити', "Ken'ichi"],
    ['Цзян', 'Jiang'],
    ['Макбрайер', 'McBrayer'],
    ['Войцеховский', 'Wojciechowski'],
    ['Чайковский', 'Tchaïkovski'],
    ['Tschaikowski', 'Чайковский'],
    ['Khrushchev', 'Хрущёв'],
    ['Йосиф', 'Joseph'],
    ['Геродот', 'Herodotos'],
    ['Пуарье', 'Poirier'],
    ['Хавьер', 'Xavier'],
    ['Гарсия', 'García'],
    ['Роналду', 'Ronaldo'],
    ['호나우두', 'Ronaldo'],
    ['Смирнов', 'Smirnof'],
  ])('%s finds %s, and nothing that only looks like it', async (asked, name) => {
    const workspace = await aWorkspace(database);
    await aContact(workspace, { name: `${name} Novák` });
    await aContact(workspace, { name: 'Zuzana Bartošová' });
    await aContact(workspace, { name: 'Владислав' });
    await aContact(workspace, { name: '이영희' });
    expect(await names(workspace, asked)).toEqual([`${name} Novák`]);
  });

  it('is found by all of its words, the likeliest first, in pages like any other', async () => {
    const workspace = await aWorkspace(database);
    for (const name of ['Jane Parker', 'John Barker', 'John Parker', 'Eva Parker']) await aContact(workspace, { name });
    expect(await names(workspace, 'Джон Паркер')).toEqual(['John Parker', 'John Barker', 'Jane Parker']);
    for (const name of ['Jan George', 'Eva George', 'Petr George']) await aContact(workspace, { name });
    const first = await list(workspace, 'Джордж', { limit: 2 });
    const second = await list(workspace, 'Джордж', { limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([
      'Jan George',
      'Eva George',
      'Petr George',
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('is found though a consonant differs, where no name is nearer', async () => {
    const workspace = await aWorkspace(database);
    for (const name of ['Entwistle', 'Novák']) await aContact(workspace, { name });
    expect(await names(workspace, 'Энтуисл')).toEqual(['Entwistle']);
    await aContact(workspace, { name: 'Entuisl' });
    expect((await names(workspace, 'Энтуисл'))[0]).toBe('Entuisl');
  });

  it('asks for its script in some pages of the index, however many words the directory has', async () => {
    const workspace = await aWorkspace(database);
    const { id } = await aContact(workspace, { name: 'Novák' });
    await workspace.within((tx) =>
      sql`insert into contact_word (workspace_id, word, contact_id) select ${workspace.workspaceId}, '~z' || n, ${id} from generate_series(1, 20000) n`.execute(
        tx,
      ),
    );
    await connected(database.url, async (client) => void (await client.query('analyze vizitka.contact_word')));
    await workspace.within(async (tx) => {
      const asked = { q: 'Wojciech', state: 'active', limit: 50 } as const;
      const { touched } = await footprint(tx, () => listContacts(tx, workspace.admin, asked));
      expect(touched.pages, JSON.stringify(touched)).toBeLessThan(150);
      expect(touched.readWhole).toEqual([]);
    });
  });

  it('is found after an update of Vizitka as well, once the cards are refreshed', async () => {
    const workspace = await aWorkspace(database);
    const { id } = await aContact(workspace, { name: 'George' });
    await workspace.within(async (tx) => {
      await sql`delete from contact_word where contact_id = ${id} and word like '~%'`.execute(tx);
      await sql`update contact set fold_version = 0 where id = ${id} and workspace_id = ${workspace.workspaceId}`.execute(
        tx,
      );
    });
    expect(await names(workspace, 'Джордж')).toEqual([]);
    expect(await workspace.within((tx) => refreshOldSearches(tx, workspace.workspaceId, 0))).toEqual({
      last: id,
      done: 1,
    });
    expect(await names(workspace, 'Джордж')).toEqual(['George']);
    expect(await workspace.within((tx) => refreshOldSearches(tx, workspace.workspaceId, id))).toEqual({
      last: null,
      done: 0,
    });
  });
});

function list(workspace: Workspace, q: string, more: { limit?: number; cursor?: string } = {}) {
  return workspace.within((tx) => listContacts(tx, workspace.admin, { q, state: 'active', limit: 50, ...more }));
}

async function names(workspace: Workspace, q: string) {
  return (await list(workspace, q)).items.map(({ name }) => name);
}
