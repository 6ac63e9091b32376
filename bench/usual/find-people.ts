import type pg from 'pg';
import type { Way } from '../measure/job.ts';

const columns = 'p.id, p.name, p.email, p.phone, p.external_id, p.last_activity_at, p.tags, p.attributes';
const newest = 'order by p.last_activity_at desc nulls last, p.id desc';

/** Infix ILIKE over name, e-mail, phone and external id, by last activity, 50 from an offset on: once with the values in the person's row, once joined. */
export function peopleByFragment(usual: pg.Pool, term: (n: number) => string): Way[] {
  const infix = (n: number) => [`%${escaped(term(n))}%`];
  return [
    ...listed(usual, 'ILIKE over the columns of a person', (n) =>
      usual.query(
        `select ${columns} from usual.person p
        where p.name ilike $1 or p.email ilike $1 or p.phone ilike $1 or p.external_id ilike $1 ${newest} limit 50 offset 0`,
        infix(n),
      ),
    ),
    ...listed(usual, 'ILIKE over joined values', (n) =>
      usual.query(
        `select distinct ${columns} from usual.person p left join usual.value v on v.person_id = p.id
        where p.name ilike $1 or v.value ilike $1 ${newest} limit 50 offset 0`,
        infix(n),
      ),
    ),
  ];
}

/** The conversations of whom a fragment names: OR across the columns of the joined person, newest first. */
export function conversationsByFragment(usual: pg.Pool, term: (n: number) => string): Way[] {
  return talks(usual, 'conversations by OR across the contact’s columns', (n) =>
    usual.query(
      `select c.id, c.state, c.tags, c.last_at, p.id as person_id, p.name from usual.conversation c join usual.person p on p.id = c.person_id
      where p.name ilike $1 or p.email ilike $1 or p.phone ilike $1 or p.external_id ilike $1
      order by c.last_at desc limit 50 offset 0`,
      [`%${escaped(term(n))}%`],
    ),
  );
}

/** A list with a filter, by last activity, 50 from an offset on. */
export function peopleFiltered(
  usual: pg.Pool,
  filter: { tag?: (n: number) => string; attribute?: (n: number) => string },
  offset: (n: number) => number,
): Way[] {
  const { tag, attribute } = filter;
  const where = tag ? 'where p.tags @> array[$2]::text[]' : attribute ? 'where p.attributes @> $2::jsonb' : '';
  const given = (n: number) => (tag ? [tag(n)] : attribute ? [asJson(attribute(n))] : []);
  return listed(usual, 'a page by OFFSET', (n) =>
    usual.query(`select ${columns} from usual.person p ${where} ${newest} limit 50 offset $1`, [
      offset(n),
      ...given(n),
    ]),
  );
}

/** Conversations with a tag, newest first, 50 from an offset on. */
export function conversationsWithTag(usual: pg.Pool, tag: (n: number) => string, offset: (n: number) => number): Way[] {
  return talks(usual, 'a page by OFFSET', (n) =>
    usual.query(
      `select c.id, c.state, c.tags, c.last_at, p.id as person_id, p.name from usual.conversation c left join usual.person p on p.id = c.person_id
      where c.tags @> array[$2]::text[] order by c.last_at desc limit 50 offset $1`,
      [offset(n), tag(n)],
    ),
  );
}

/** Who has a value: by OR across the columns, each with its index. */
export function whoHas(usual: pg.Pool, person: (n: number) => { email: string; phone: string }): Way[] {
  return [
    {
      name: 'OR across the columns of a person',
      lacks: 'the transaction in which a message is received, and whose a value is when several have it',
      run: (n) => {
        const { email, phone } = person(n);
        return usual.query(`select ${columns} from usual.person p where lower(p.email) = lower($1) or p.phone = $2`, [
          email,
          phone,
        ]);
      },
    },
  ];
}

type Page = (n: number) => Promise<pg.QueryResult<{ id: string }>>;

/**
 * A page of people as a list shows them, what belongs to each row fetched for the whole page: all values, and the latest conversation; and beside it the page
 * alone.
 */
function listed(usual: pg.Pool, name: string, page: Page): Way[] {
  const whole = async (n: number) => {
    const { rows } = await page(n);
    const ids = [rows.map(({ id }) => id)];
    await usual.query('select person_id, kind, value from usual.value where person_id = any($1)', ids);
    await usual.query(
      `select distinct on (c.person_id) c.person_id, c.id, c.queue_id, c.state, c.last_at from usual.conversation c where c.person_id = any($1)
      order by c.person_id, c.last_at desc`,
      ids,
    );
  };
  return [
    { name, run: whole },
    { name: `${name}, alone`, lacks: 'what a row shows beside the person’s own columns', run: page },
  ];
}

/** A page of conversations as a list shows them, with the last message of each; and beside it the page alone. */
function talks(usual: pg.Pool, name: string, page: Page): Way[] {
  const whole = async (n: number) => {
    const { rows } = await page(n);
    await usual.query(
      `select c.id, m.created_at, m.direction, m.content from unnest($1::uuid[]) c (id)
      cross join lateral (select * from usual.message m where m.conversation_id = c.id order by m.created_at desc limit 1) m`,
      [rows.map(({ id }) => id)],
    );
  };
  return [
    { name, run: whole },
    { name: `${name}, alone`, lacks: 'the last message of each row', run: page },
  ];
}

function asJson(attribute: string): string {
  const colon = attribute.indexOf(':');
  return JSON.stringify({ [attribute.slice(0, colon)]: attribute.slice(colon + 1) });
}

/** For LIKE and ILIKE. */
export function escaped(fragment: string): string {
  return fragment.replace(/[\\%_]/g, '\\$&');
}
