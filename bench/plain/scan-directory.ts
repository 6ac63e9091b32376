import type pg from 'pg';
import { mayKnowPlainly } from './rights.ts';

/** What the directory is asked, in the words of R-DIR-1. */
export interface PlainAsked {
  q?: string;
  tag?: string;
  /** name:value */
  attribute?: string;
}

/**
 * The first cards of the directory by reading all of them: an exact value, number or name first, then what begins words of the name, then what contains it
 * (of one or two characters: what begins a word with it), in each the last contact first; only what the operator may know of counts.
 */
export async function scanDirectory(
  plain: pg.Pool,
  operatorId: string,
  asked: PlainAsked,
  atMost: number,
): Promise<number[]> {
  const [attribute, value] = splitAt(asked.attribute ?? '');
  const { rows } = await plain.query<{ id: string }>(
    `with queues as (select q.id, ${mayKnowPlainly('$1::uuid')} as known from queue q),
    seen as (select h.card_id, max(h.last_at) filter (where known) as last_at, bool_or(known) as known
      from plain.heard h join queues on queues.id = h.queue_id group by h.card_id),
    asked as (select plain.fold($2) as text, regexp_split_to_array(plain.fold($2), ' ') as parts, regexp_replace($2, '[^0-9]', '', 'g') as digits,
      $2 ~ '^[-+0-9 ./()]+$' and regexp_replace($2, '[^0-9]', '', 'g') ~ '...' as is_number),
    merged as (select id, survivor_id from contact where state = 'merged'),
    valued as (select distinct v.contact_id from contact_identifier v, asked
      where v.key in ($2, asked.text, '+' || asked.digits, '+420' || asked.digits) and asked.text <> ''),
    judged as (
      select c.id, seen.last_at, case
        when asked.text = '' then 0
        when c.name = asked.text or c.id::text = asked.text or exists (select from merged m where m.survivor_id = c.id and m.id::text = asked.text)
          or exists (select from valued v where v.contact_id = c.id) then 0
        when (select bool_and(strpos(' ' || c.name, ' ' || part) > 0) from unnest(asked.parts) part) then 1
        when asked.is_number and (strpos(c.texts, asked.text) > 0 or strpos(c.texts, asked.digits) > 0 or strpos(c.texts, regexp_replace(asked.digits, '^00?', '')) > 0) then 2
        when not asked.is_number and (select max(length(part)) >= 3 and bool_and(strpos(c.texts, part) > 0) from unnest(asked.parts) part) then 2
        when (select max(length(part)) < 3 and bool_and(c.texts ~ ('(^|[^[:alnum:]])' || part)) from unnest(asked.parts) part) then 2
        end as tier
      from asked, plain.card c left join seen on seen.card_id = c.id
      where coalesce(seen.known, true) and ($3 = '' or $3 = any(c.tags)) and ($4 = '' or plain.fold(c.attributes -> $4 ->> 'value') = plain.fold($5)))
    select id from judged where tier is not null order by tier, last_at desc nulls last, id desc limit $6`,
    [operatorId, asked.q ?? '', asked.tag ?? '', attribute, value, atMost],
  );
  return rows.map(({ id }) => Number(id));
}

function splitAt(attribute: string): [string, string] {
  const colon = attribute.indexOf(':');
  return colon < 0 ? ['', ''] : [attribute.slice(0, colon), attribute.slice(colon + 1)];
}
