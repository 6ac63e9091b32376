import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { UndoManyInput, UndoManyResult } from '#contract/merge.ts';
import type { Database, Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { changesToUndo } from './changes-to-undo.ts';
import { undoChange } from './undo-change.ts';

type Asked = Omit<UndoManyInput, 'dryRun'> & { dryRun?: boolean };

/** So many changes are undone by one call. */
const mostTogether = 500;
/** A transaction takes no new change after so many milliseconds: others wait for the cards that it holds. */
const longest = 700;
/** A call takes no new transaction after so many milliseconds: its answer comes before a door or a person gives up, and the rest remains. */
const longestCall = 4_000;

/**
 * Undoes many changes (R-BEY-1): all of one batch, rule, import or operator, the newest first, each as undoChange does it. One that cannot be undone stops
 * no other. In several short transactions: what is done stays done, and calling again goes on. The undoing is a batch itself, which can be
 * undone: that does everything again. A change that was undone and done again is undone by its latest step.
 * @throws INVALID when neither batch, rule, source nor operator is named.
 */
export async function undoMany(database: Database, actor: Actor, asked: Asked): Promise<UndoManyResult> {
  must(actor, 'undoOwn');
  if (!asked.batchId && !asked.rule && !asked.source && !asked.operatorId)
    throw new Refusal('INVALID', 'Say whose changes: a batch, a rule, the source of an import, or an operator.', {
      fields: { batchId: 'Name a batch, a rule, a source or an operator.' },
    });
  const within = <Result>(work: (tx: Tx) => Promise<Result>) =>
    database.inWorkspace(actor.workspaceId, work, { attempts: 20 });
  const { ids, found } = await within((tx) => changesToUndo(tx, actor, asked, mostTogether));
  if (asked.dryRun) return within((tx) => tryAll(tx, actor, ids, found));
  const batchId = randomUUID();
  const until = performance.now() + longestCall;
  const done: Undone = { tried: 0, undone: 0, notRestored: 0, refused: [] };
  while (done.tried < ids.length && (done.tried === 0 || performance.now() < until)) {
    const more = await within((tx) => undoSome(tx, actor, ids.slice(done.tried), batchId));
    done.tried += more.tried;
    done.undone += more.undone;
    done.notRestored += more.notRestored;
    done.refused.push(...more.refused);
  }
  return resultOf(done, found, done.undone > 0 ? batchId : null);
}

interface Undone extends Pick<UndoManyResult, 'undone' | 'notRestored' | 'refused'> {
  tried: number;
}

function resultOf({ tried, refused, ...counts }: Undone, found: number, batchId: string | null): UndoManyResult {
  return { ...counts, found, refused: refused.slice(0, 100), batchId, remaining: found - tried };
}

/** Undoes as many of the first changes as fit one short transaction, at least one. */
async function undoSome(tx: Tx, actor: Actor, ids: string[], batchId: string): Promise<Undone> {
  const done: Undone = { tried: 0, undone: 0, notRestored: 0, refused: [] };
  const until = performance.now() + longest;
  for (const id of ids) {
    const result = await undoOne(tx, actor, id, batchId);
    done.tried += 1;
    if (typeof result === 'string') done.refused.push({ changeId: id, reason: result });
    else {
      done.undone += 1;
      done.notRestored += result;
    }
    if (performance.now() > until) break;
  }
  return done;
}

/** @returns how many values were not restored, or why it was refused. What is no refusal ends the transaction. */
async function undoOne(tx: Tx, actor: Actor, id: string, batchId: string): Promise<number | string> {
  await sql`savepoint one_of_many`.execute(tx);
  try {
    const { notRestored } = await undoChange(tx, actor, id, batchId);
    await sql`release savepoint one_of_many`.execute(tx);
    return notRestored.length;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await sql`rollback to savepoint one_of_many`.execute(tx);
    return error.message;
  }
}

/** What would be undone, tried and taken back: as far as one transaction goes. */
async function tryAll(tx: Tx, actor: Actor, ids: string[], found: number): Promise<UndoManyResult> {
  await sql`savepoint tried`.execute(tx);
  const done = await undoSome(tx, actor, ids, randomUUID());
  await sql`rollback to savepoint tried`.execute(tx);
  return resultOf(done, found, null);
}
