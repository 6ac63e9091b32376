import type pg from 'pg';
import type { Way } from '../measure/job.ts';
import { escaped } from './find-people.ts';

const columns = 'm.id, m.conversation_id, m.created_at, m.direction, m.content';
const ofQueues = 'm.queue_id = any($2::uuid[])';

/**
 * Messages of some queues that say something: infix ILIKE by time, of all times and of the last three months; and full text ranked by cover density. Each with
 * the conversations and people of its messages, as a list of hits shows them, and beside it the messages alone.
 * @param text what is looked for, as typed; quotes are not part of what ILIKE looks for.
 */
export function messagesSaying(usual: pg.Pool, text: (n: number) => string, queues: readonly string[]): Way[] {
  const infix = (n: number) => [`%${escaped(text(n).replaceAll('"', ''))}%`, queues];
  const ofThreeMonths = hits(usual, 'ILIKE on the text, of three months', (n) =>
    usual.query(
      `select ${columns} from usual.message m where m.content ilike $1 and ${ofQueues} and m.created_at >= now() - interval '3 months'
      order by m.created_at desc limit 50`,
      infix(n),
    ),
  );
  return [
    ...hits(usual, 'ILIKE on the text, by time', (n) =>
      usual.query(
        `select ${columns} from usual.message m where m.content ilike $1 and ${ofQueues} order by m.created_at desc limit 50`,
        infix(n),
      ),
    ),
    ...ofThreeMonths.slice(0, 1).map((way) => ({ ...way, lacks: 'what is older' })),
    ...hits(usual, 'to_tsquery by ts_rank_cd', (n) =>
      usual.query(
        `select ${columns} from usual.message m, to_tsquery('simple', $1) q where m.tsv @@ q and ${ofQueues}
        order by ts_rank_cd(m.tsv, q) desc limit 50`,
        [asQuery(text(n)), queues],
      ),
    ),
  ];
}

/** The messages of one person that say something. */
export function messagesOfPerson(usual: pg.Pool, text: (n: number) => string, person: (n: number) => number): Way[] {
  return hits(usual, 'ILIKE on the person’s messages', (n) =>
    usual.query(
      `select ${columns} from usual.message m where m.person_id = $2 and m.content ilike $1 order by m.created_at desc limit 50`,
      [`%${escaped(text(n).replaceAll('"', ''))}%`, person(n)],
    ),
  );
}

/** The last 20 conversations of a person with the last 20 messages of each. */
export function lastConversations(
  usual: pg.Pool,
  person: (n: number) => number,
  offset: (n: number) => number = () => 0,
): Way {
  return {
    name: '20 conversations with 20 messages each',
    run: (n) =>
      usual.query(
        `select c.id as conversation, c.state, c.tags, c.last_at, ${columns}
        from (select * from usual.conversation where person_id = $1 order by last_at desc limit 20 offset $2) c
        left join lateral (select * from usual.message where conversation_id = c.id order by created_at desc limit 20) m on true
        order by c.last_at desc, m.created_at desc`,
        [person(n), offset(n)],
      ),
  };
}

/** The same with the person and all their values; and beside it the conversations alone. */
export function openedPerson(usual: pg.Pool, person: (n: number) => number): Way[] {
  const conversations = lastConversations(usual, person);
  const whole = async (n: number) => {
    await usual.query('select * from usual.person where id = $1', [person(n)]);
    await usual.query('select kind, value from usual.value where person_id = $1', [person(n)]);
    await conversations.run(n);
  };
  return [
    { name: `a person and ${conversations.name}`, run: whole },
    { ...conversations, lacks: 'the person' },
  ];
}

type Found = (n: number) => Promise<pg.QueryResult<{ conversation_id: string }>>;

function hits(usual: pg.Pool, name: string, messages: Found): Way[] {
  const whole = async (n: number) => {
    const { rows } = await messages(n);
    await usual.query(
      `select c.id, c.state, c.tags, c.queue_id, c.last_at, p.id as person_id, p.name, p.email, p.phone from usual.conversation c
      left join usual.person p on p.id = c.person_id where c.id = any($1)`,
      [rows.map((row) => row.conversation_id)],
    );
  };
  return [
    { name, run: whole },
    { name: `${name}, alone`, lacks: 'whose message it is', run: messages },
  ];
}

function asQuery(text: string): string {
  const words = (part: string) => part.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return text.includes('"')
    ? words(text).join(' <-> ')
    : words(text)
        .map((word) => `${word}:*`)
        .join(' & ');
}
