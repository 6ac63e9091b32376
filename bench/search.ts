import { sql } from 'kysely';
import type { Database } from '#db/database.ts';
import { listContacts } from '#domain/contacts/list-contacts.ts';
import type { SystemActor } from '#domain/operators/actor.ts';
import type { Generated } from './generate.ts';
import { dice, person } from './invented.ts';
import { type Figure, sideBySide } from './measure.ts';

/** The directory's search as one types, first 50, beside a walk of an index that answers as many rows. Forty terms and more of each class, in turn. */
export async function benchSearch(database: Database, made: Generated, runs: number): Promise<Figure[]> {
  const { workspaceId } = made;
  const actor: SystemActor = { type: 'system', workspaceId, id: null, name: 'bench' };
  const figures: Figure[] = [];
  for (const [name, terms] of Object.entries(termsOf(made))) {
    const answered: number[] = [];
    figures.push(
      await sideBySide(
        { job: `search: ${name}`, floor: 'index walk, as many rows' },
        runs,
        async (run) => {
          const { items } = await database.inWorkspace(workspaceId, (tx) =>
            listContacts(tx, actor, { q: terms[run % terms.length], limit: 50, state: 'active' }),
          );
          answered[run] = items.length;
        },
        (run) =>
          database.inWorkspace(workspaceId, (tx) =>
            sql`select id, name, last_contact_at from contact where workspace_id = ${workspaceId} and state = 'active' and sort_key >= ${terms[run % terms.length]}
              order by sort_key, id limit ${answered[run] ?? 50}`.execute(tx),
          ),
      ),
    );
  }
  return figures;
}

function termsOf({ contacts }: Generated): Record<string, string[]> {
  const roll = dice(2);
  const people = Array.from({ length: 200 }, () => person(1 + roll.below(contacts)));
  const distinct = (of: (one: (typeof people)[number]) => string) => [...new Set(people.map(of))];
  const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const surname = (name: string) => name.split(' ')[1] ?? '';
  return {
    '1 character': [...'abcdefghijklmnopqrstuvwxyz0123456789áčďéěíňřšťúůýž'],
    '2 characters': [
      ...new Set(
        people.flatMap(({ name, email }) => [
          plain(name).slice(0, 2),
          plain(surname(name)).slice(0, 2),
          email.slice(1, 3),
        ]),
      ),
    ],
    '3 characters': [
      ...new Set(
        people.flatMap(({ name, email }) => [
          plain(name).slice(0, 3),
          plain(surname(name)).slice(0, 3),
          email.slice(1, 4),
        ]),
      ),
    ],
    '5 characters': [
      ...new Set(
        people.flatMap(({ name, email }) => [
          plain(name).slice(0, 5),
          plain(surname(name)).slice(0, 5),
          email.slice(2, 7),
        ]),
      ),
    ],
    'name with accents': distinct(({ name }) => name),
    'phone fragment': distinct(({ phone }) => phone.slice(6)),
    'e-mail fragment': distinct(({ email }) => email.slice(3, email.indexOf('@') + 3)),
  };
}
