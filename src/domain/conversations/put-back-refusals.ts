import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { refusalAnswers } from '#contract/recognition.ts';
import type { Tx } from '#db/database.ts';
import type { ValueKey } from '#db/schema.ts';
import type { NotRestored, PastChange } from '../history/past-change.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Contrary } from '../intake/note-contrary.ts';
import type { Actor } from '../operators/actor.ts';
import { contraryOf, rememberAnswer } from './contrary.ts';
import { putBackVerification } from './put-back-verification.ts';
import { countRefusal, liftRefusal, notAside, refuseValues, setAside } from './refusals.ts';

/** What a change keeps of *not this person*: the value, where the card has it, and the answer. Without an answer it is the refusal alone, as giving a value to a card lifts it. */
type Refused = Partial<ValueKey> & { answer?: (typeof refusalAnswers)[number] };

/**
 * Puts back what a change said of who somebody is not (R-REC-7), the answers to contrary evidence, and verifications. To be called before the values
 * of cards are put back: a value that is refused goes back to nobody. Values that a card made by the change owns are nobody's from then on.
 * @returns what was touched, for the change of the undo.
 */
export async function putBackRefusals(
  tx: Tx,
  actor: Actor,
  change: PastChange,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const done: TouchedValue[] = [];
  for (const item of change.items) {
    const { target, contactId, before, after } = item;
    const putBack = putBackOf[target];
    if (!putBack || contactId === null) continue;
    const result = await putBack(tx, actor.workspaceId, change, contactId, item);
    if (result === 'changedLater') notRestored.push({ target, contactId, reason: result });
    else if (result) done.push({ contactId, target, before: after, after: before });
  }
  return done;
}

/** True where it was put back; false where all is as before already. */
type PutBack = (
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  contactId: number,
  item: TouchedValue,
) => Promise<boolean | 'changedLater'>;

const putBackOf: Record<string, PutBack | undefined> = {
  refusal: putBackRefusal,
  contrary: putBackContrary,
  verification: (tx, workspaceId, change, _, item) => putBackVerification(tx, workspaceId, change.conversationId, item),
};

async function putBackRefusal(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  contactId: number,
  { before, after }: TouchedValue,
): Promise<boolean> {
  const wanted = before !== null;
  const kept = (before ?? after) as Refused;
  const value = valueIn(kept);
  const { answer = 'valueNotTheirs' } = kept;
  if (value && answer === 'justThisConversation') await countRefusal(tx, workspaceId, [value], wanted ? 1 : -1);
  if (value && answer === 'valueNotTheirs') {
    if (wanted) await refuseValues(tx, workspaceId, contactId, [value], randomUUID());
    else await liftRefusal(tx, workspaceId, contactId, value);
  }
  if (value && !wanted) await release(tx, workspaceId, value, madeBy(change));
  if (change.conversationId && kept.answer) {
    const reason = answer === 'severalPeople' ? 'sharedValue' : 'refused';
    if (wanted) await setAside(tx, workspaceId, change.conversationId, { contactId, reason });
    else await notAside(tx, workspaceId, change.conversationId, contactId);
  }
  return true;
}

function valueIn({ kind, account, key }: Refused): ValueKey | null {
  return kind !== undefined && account !== undefined && key !== undefined ? { kind, account, key } : null;
}

function madeBy(change: PastChange): number[] {
  return change.items.flatMap(({ target, contactId, before }) =>
    target === 'state' && before === null && contactId !== null ? contactId : [],
  );
}

/** Takes a value from a card that the change made, and that goes to the bin with its undo. */
async function release(tx: Tx, workspaceId: string, value: ValueKey, made: number[]): Promise<void> {
  if (made.length === 0) return;
  await sql`
    update identifier set state = 'contested', owner_id = null where workspace_id = ${workspaceId} and owner_id = any(${made}::bigint[])
      and kind = ${value.kind} and account = ${value.account} and key = ${value.key}`.execute(tx);
}

/** The side of an answer as a change keeps it; on the card that was kept, only which evidence it was. */
type Answered = Omit<Contrary, 'contactId'> & { answer: 'kept' | 'linked' | null };

/** Asks again what was answered, unless something else is asked by now; or answers it again. */
async function putBackContrary(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  contactId: number,
  { before }: TouchedValue,
): Promise<boolean | 'changedLater'> {
  const { answer, ...asked } = before as Answered;
  if (!change.conversationId || asked.key === undefined) return false;
  const current = await contraryOf(tx, workspaceId, change.conversationId);
  if (answer === null && current) return 'changedLater';
  await rememberAnswer(tx, workspaceId, change.conversationId, { contactId, ...asked }, answer);
  return true;
}
