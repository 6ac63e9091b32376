import type pg from 'pg';
import { mayReadPlainly } from './rights.ts';

/**
 * The newest entries that say something, of those that each of some operators may read, by reading all of them: every word by its beginning, "phrases" as they
 * stand.
 * @returns for each operator the ids of at most `atMost`, newest first.
 */
export async function scanEntries(
  plain: pg.Pool,
  operators: readonly string[],
  text: string,
  atMost: number,
): Promise<Map<string, string[]>> {
  const ofOperator = operators.map((id) => {
    const operator = `'${id}'::uuid`;
    return `(select ${operator} as operator_id, said.id from said join queue q on q.id = said.queue_id where ${mayReadPlainly(operator, 'said.root_id')}
      order by said.at desc, said.place collate "C" desc, said.id desc limit ${atMost})`;
  });
  const { rows } = await plain.query<{ operator_id: string; id: string }>(
    `with said as materialized (select e.id, e.at, e.place, e.root_id, e.queue_id from plain.entry e where ${saysAll(text)})
    ${ofOperator.join(' union all ')}`,
  );
  return new Map(
    operators.map((id) => [id, rows.filter((row) => row.operator_id === id).map((row) => row.id)] as const),
  );
}

/** The conversations on the axis of a card in which something is said, as far as an operator may read them. */
export async function scanConversationsOf(
  plain: pg.Pool,
  operatorId: string,
  cardId: number,
  text: string,
): Promise<Set<string>> {
  const { rows } = await plain.query<{ id: string }>(
    `with family as (select id from contact where survivor_id = (select survivor_id from contact where id = $2)),
    on_axis as (
      select v.root_id as id from conversation v where v.contact_id in (select id from family)
      union select v.root_id from participant p join identifier i on i.kind = p.kind and i.account = p.account and i.key = p.key
        join conversation v on v.id = p.conversation_id where p.listed and i.owner_id in (select id from family))
    select distinct e.root_id as id from plain.entry e join on_axis on on_axis.id = e.root_id join queue q on q.id = e.queue_id
    where ${saysAll(text)} and ${mayReadPlainly('$1::uuid', 'e.root_id')}`,
    [operatorId, cardId],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The words of an entry stand with a space before, between and after them. */
function saysAll(text: string): string {
  const wanted = text.split('"').flatMap((part, place) => {
    const words = part.match(/[\p{L}\p{N}\p{M}]+/gu)?.map(plainly) ?? [];
    if (place % 2 === 1) return words.length > 0 ? [` ${words.join(' ')} `] : [];
    return words.map((word) => ` ${word}`);
  });
  return wanted.map((part) => `strpos(e.said, '${part}') > 0`).join(' and ');
}

/** Letters and digits alone are left, and so nothing that would have to be quoted. */
function plainly(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
