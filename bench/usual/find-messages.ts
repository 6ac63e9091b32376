import type pg from 'pg';
import type { Way } from '../measure/job.ts';
import { escaped } from './find-people.ts';

const columns = 'm.id, m.conversation_id, m.created_at, m.content';
const ofQueues = 'm.queue_id = any($2::uuid[])';

/**
 * Messages of some queues that say something: infix ILIKE by time, of all times and of the last three months; and full text ranked by cover density.
 * @param text what is looked for, as typed; quotes are not part of what ILIKE looks for.
 */
export function messagesSaying(usual: pg.Pool, text: (n: number) => string, queues: readonly string[]): Way[] {
  const infix = (n: number) => [`%${escaped(text(n).replaceAll('"', ''))}%`, queues];
  return [
    {
      name: 'ILIKE on the text, by time',
      run: (n) =>
        usual.query(
          `select ${columns} from usual.message m where m.content ilike $1 and ${ofQueues} order by m.created_at desc limit 50`,
          infix(n),
        ),
    },
    {
      name: ofThreeMonths,
      run: (n) =>
        usual.query(
          `select ${columns} from usual.message m where m.content ilike $1 and ${ofQueues} and m.created_at >= now() - interval '3 months'
          order by m.created_at desc limit 50`,
          infix(n),
        ),
    },
    {
      name: 'to_tsquery by ts_rank_cd',
      run: (n) =>
        usual.query(
          `select ${columns} from usual.message m, to_tsquery('simple', $1) q where m.tsv @@ q and ${ofQueues}
          order by ts_rank_cd(m.tsv, q) desc limit 50`,
          [asQuery(text(n)), queues],
        ),
    },
  ];
}

/** Answers less than was asked, and so is told beside the others but never taken for their best. */
export const ofThreeMonths = 'ILIKE on the text, of three months';

/** The messages of one person that say something. */
export function messagesOfPerson(usual: pg.Pool, text: (n: number) => string, person: (n: number) => number): Way[] {
  return [
    {
      name: 'ILIKE on the person’s messages',
      run: (n) =>
        usual.query(
          `select ${columns} from usual.message m where m.person_id = $2 and m.content ilike $1 order by m.created_at desc limit 50`,
          [`%${escaped(text(n).replaceAll('"', ''))}%`, person(n)],
        ),
    },
  ];
}

/** The last 20 conversations of a person with the last 20 messages of each. */
export function lastConversations(
  usual: pg.Pool,
  person: (n: number) => number,
  offset: (n: number) => number = () => 0,
): Way[] {
  return [
    {
      name: '20 conversations with 20 messages each',
      run: (n) =>
        usual.query(
          `select c.id as conversation, c.state, c.last_at, ${columns}
          from (select * from usual.conversation where person_id = $1 order by last_at desc limit 20 offset $2) c
          left join lateral (select * from usual.message where conversation_id = c.id order by created_at desc limit 20) m on true
          order by c.last_at desc, m.created_at desc`,
          [person(n), offset(n)],
        ),
    },
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
