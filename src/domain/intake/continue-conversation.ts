import { type RawBuilder, sql } from 'kysely';
import type { KeptOut } from '#contract/blocking.ts';
import type { Places } from '#db/written-once.ts';
import { type DeskShape, deskAfter, isWaitingInDoubt } from './state-after.ts';

/** What decides how a conversation that runs goes on. */
export interface ContinuedShape extends DeskShape {
  isMail: boolean;
  /** Its sender is kept out. */
  keptOut: boolean;
  /** The conversation was merged into another, which reads for it. */
  isMerged: boolean;
  /** The message has the value of that name. */
  hasSender: boolean;
  hasName: boolean;
  hasSubject: boolean;
  hasParameters: boolean;
}

/** The values of that: those of the row by the names of its columns. */
export interface ContinuedValues {
  workspaceId: string;
  conversationId: string;
  rootId: string;
  at: Date;
  place: string;
  lastText: string | null;
  direction: 'in' | 'out';
  clientName: string | null;
  clientDisplay: string;
  subject: string | null;
  isAutomatic: boolean;
  parameters: string;
  waited: number | null;
  keptHow: KeptOut | null;
  keptId: string | null;
}

/**
 * The part `conversed` of the statement that keeps a message in a conversation that runs: `c` goes on by `m`, the message's time and place. Every column is a maximum, minimum or
 * the state of the latest event: the order of arrival leaves no trace (R-REC-9).
 */
export function continued(shape: ContinuedShape, value: Places<ContinuedValues>): RawBuilder<unknown> {
  // what a person or a form entered stands against what messages say (R-TAB-4)
  const unsaid = sql`(${value.parameters}::jsonb - array(
    select s.key from jsonb_each(c.details -> 'parameterSources') s where s.value ->> 'by' in ('operator', 'apiKey', 'form')))`;
  const isFirst = sql`((m.at, m.place) < (c.first_at, c.first_place))`;
  const isLatest = sql`((m.at, m.place) >= (c.last_at, c.last_place))`;
  const ifLatest = (told: RawBuilder<unknown>, column: string) =>
    sql`case when ${isLatest} then ${told} else ${sql.ref(column)} end`;
  const ifFirst = (told: RawBuilder<unknown>, column: string) =>
    sql`case when ${isFirst} then ${told} else ${sql.ref(column)} end`;
  /** What the first message that says it says. */
  const firstSaid = (told: RawBuilder<unknown>, column: string) =>
    sql`case when ${isFirst} or ${sql.ref(column)} is null then ${told} else ${sql.ref(column)} end`;
  const desk = shape.keptOut
    ? standsOut(shape, value)
    : sql`${deskAfter(shape, value, isLatest)}${shape.isIn ? letIn(isLatest) : sql``}`;
  return sql`conversed as (
    update conversation c set
      last_text = ${ifLatest(value.lastText, 'c.last_text')}, last_direction = ${ifLatest(value.direction, 'c.last_direction')}, ${desk},
      ${shape.hasName ? sql`client_name = ${firstSaid(value.clientName, 'c.client_name')},` : sql``}
      ${shape.hasSender ? sql`client_display = ${ifFirst(value.clientDisplay, 'c.client_display')},` : sql``}
      ${shape.hasSubject ? sql`subject = ${firstSaid(value.subject, 'c.subject')},` : sql``}
      ${shape.hasParameters ? sql`parameters = case when ${isLatest} then c.parameters || ${unsaid} else ${unsaid} || c.parameters end,` : sql``}
      automatic = c.automatic and ${value.isAutomatic}::boolean,
      first_at = ${ifFirst(sql`m.at`, 'c.first_at')}, first_place = ${ifFirst(sql`m.place`, 'c.first_place')},
      last_at = ${ifLatest(sql`m.at`, 'c.last_at')}, last_place = ${ifLatest(sql`m.place`, 'c.last_place')}, entries = c.entries + 1
    from (select ${value.at}::timestamptz as at, ${value.place}::text collate "C" as place) m
    where c.workspace_id = ${value.workspaceId} and ${shape.isMerged ? sql`c.id in (${value.conversationId}, ${value.rootId})` : sql`c.id = ${value.rootId}`}
    returning c.id, c.queue_id, c.contact_id, ${shape.keptOut ? sql`false` : isWaitingInDoubt(shape)} as in_doubt)`;
}

/** A closed conversation of a sender who is kept out carries the mark; in a thread of mail others write too. */
function standsOut({ isMail }: ContinuedShape, { keptHow, keptId }: Places<ContinuedValues>): RawBuilder<unknown> {
  const marks = isMail ? sql`c.kept_out is not null` : sql`c.state = 'closed'`;
  return sql`kept_out = case when ${marks} then ${keptHow} else c.kept_out end, kept_by = case when ${marks} then ${keptId}::uuid else c.kept_by end`;
}

/** Whoever writes and is not kept out lets the conversation in again. */
function letIn(isLatest: RawBuilder<unknown>): RawBuilder<unknown> {
  const unless = (column: string) => sql`case when ${isLatest} then null else ${sql.ref(column)} end`;
  return sql`, kept_out = ${unless('c.kept_out')}, kept_by = ${unless('c.kept_by')}, spam_at = ${unless('c.spam_at')}`;
}
