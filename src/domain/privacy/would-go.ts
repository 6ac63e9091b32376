import { type RawBuilder, sql } from 'kysely';
import type { RetentionKind } from '#contract/retention.ts';
import type { Tx } from '#db/database.ts';
import { isQuiet, silentBefore } from './bin-silent-card.ts';
import { heldConversations, keptCards } from './held.ts';
import { isNotSwept, isOver, isTimeOver, type KindOfConversation, overAt } from './over.ts';
import { changesBefore, isChangeHeld, isOldChange } from './remove-changes.ts';
import type { Periods } from './retention-periods.ts';
import { hasRecording } from './take-away.ts';

/** So many are counted; beyond that it is only said that there are more. */
const mostCounted = 10_000;

interface Change {
  /** The periods that would be in effect on the day without the decision, and with it. */
  had: Periods;
  has: Periods;
  at: Date;
}

/**
 * What a shorter period would take away, of what is there now, on the day when it takes effect, that would be kept without it: conversations (of text and of
 * unknown clients), files, recordings, changes or cards; and how many of them a hold keeps.
 */
export async function wouldGo(
  tx: Tx,
  workspaceId: string,
  kind: RetentionKind,
  change: Change,
): Promise<{ wouldGo: number; held: number; more: boolean }> {
  if (kind === 'changes') return changesThatGo(tx, workspaceId, change);
  if (kind === 'cards') return cardsThatGo(tx, workspaceId, change);
  return conversationsThatGo(tx, workspaceId, kind, change);
}

async function conversationsThatGo(tx: Tx, workspaceId: string, kind: KindOfConversation, { had, has, at }: Change) {
  const found = await counted(
    tx,
    sql`select r.id, r.id = any(array(${heldConversations(workspaceId)})) as is_held from conversation r
    where r.workspace_id = ${workspaceId} and ${isOver} and ${overAt} <= ${at}::timestamptz
      and ${isTimeOver(has, kind, at)} and not ${isTimeOver(had, kind, at)} and ${isNotSwept(kind)} and ${holds(kind)}`,
  );
  const isOfThings = kind === 'attachments' || kind === 'recordings';
  return { ...found.told, ...(isOfThings && { wouldGo: await countIn(tx, workspaceId, kind, found.going) }) };
}

async function changesThatGo(tx: Tx, workspaceId: string, { had, has, at }: Change) {
  const [until, since] = [changesBefore(has, at), changesBefore(had, at)];
  if (!until) return nothing;
  const { told } = await counted(
    tx,
    sql`select ch.id, ${isChangeHeld(workspaceId)} as is_held from change ch
    where ch.workspace_id = ${workspaceId} and ch.removed_at is null and ${isOldChange(until)} and ${since ? sql`not ${isOldChange(since)}` : sql`true`}`,
  );
  return told;
}

async function cardsThatGo(tx: Tx, workspaceId: string, { had, has, at }: Change) {
  const [until, since] = [silentBefore(has, at), silentBefore(had, at)];
  if (!until) return nothing;
  const { told } = await counted(
    tx,
    sql`select c.id, c.id = any(array(${keptCards(workspaceId)})) as is_held from contact c
    where c.workspace_id = ${workspaceId} and ${isQuiet(workspaceId, until)} and ${since ? sql`not ${isQuiet(workspaceId, since)}` : sql`true`}`,
  );
  return told;
}

const nothing = { wouldGo: 0, held: 0, more: false };

async function counted(tx: Tx, chosen: RawBuilder<unknown>) {
  const { rows } = await sql<{ id: string; isHeld: boolean }>`${chosen} limit ${mostCounted + 1}`.execute(tx);
  const some = rows.slice(0, mostCounted);
  const going = some.filter(({ isHeld }) => !isHeld).map(({ id }) => id);
  return { going, told: { wouldGo: going.length, held: some.length - going.length, more: rows.length > mostCounted } };
}

/** Whether the conversation `r` has any of what is counted. */
function holds(kind: KindOfConversation): RawBuilder<boolean> {
  if (kind === 'attachments')
    return sql<boolean>`exists (select from attachment a join conversation part on part.workspace_id = a.workspace_id and part.id = a.conversation_id
      where part.workspace_id = r.workspace_id and part.root_id = r.id)`;
  if (kind === 'recordings')
    return sql<boolean>`exists (select from entry e join conversation part on ${ofPart} where part.root_id = r.id and ${hasRecording})`;
  return sql<boolean>`true`;
}

const ofPart = sql`part.workspace_id = e.workspace_id and part.id = e.conversation_id and e.at >= part.first_at and e.at <= greatest(part.last_at, part.told_at)`;

/** How many files or recordings conversations have. */
async function countIn(
  tx: Tx,
  workspaceId: string,
  kind: 'attachments' | 'recordings',
  ids: string[],
): Promise<number> {
  const among = sql`part.workspace_id = ${workspaceId} and part.root_id = any(${ids}::uuid[])`;
  const { rows } =
    kind === 'attachments'
      ? await sql<{
          n: number;
        }>`select count(*) as n from attachment a join conversation part on part.workspace_id = a.workspace_id and part.id = a.conversation_id
          where ${among}`.execute(tx)
      : await sql<{
          n: number;
        }>`select count(*) as n from entry e join conversation part on ${ofPart} where ${among} and ${hasRecording}`.execute(
          tx,
        );
  return rows[0]?.n ?? 0;
}
