import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '#db/database.ts';
import { keyText } from '../attach-values.ts';
import { notedReason, notePossibleDuplicate } from '../duplicates/note-duplicate.ts';
import { type ImportRun, refuse } from './import-run.ts';
import { importKeyText, loadKnown } from './load-known.ts';
import { mergeRow } from './merge-row.ts';
import { planRow } from './plan-row.ts';
import type { ReadyRow } from './prepare-row.ts';
import { Raced } from './raced.ts';
import { together } from './row-batches.ts';
import type { RowPlan, RowRules } from './row-plan.ts';
import { type RowToSave, saveRows } from './save-rows.ts';
import { withoutExcluded } from './without-excluded.ts';

/** What a saved row did: its plan, and the card that it led to. */
interface Outcome {
  row: ReadyRow;
  plan: RowPlan;
  contactId: number | null;
}

/**
 * Saves a batch in as few transactions as can be: rows that touch the same card, key or value go one after the other, each seeing what the one
 * before it did. A row that the store refuses is refused alone.
 */
export async function saveBatch(run: ImportRun, batch: ReadyRow[]): Promise<void> {
  let rest = batch;
  let size = together;
  while (rest.length > 0) {
    const done = await saveSome(run, rest.slice(0, size));
    for (const outcome of done) count(run, outcome);
    rest = rest.slice(done.length);
    size = Math.min(together, Math.max(8, done.length * 2));
  }
}

const mostAttempts = 6;

/** @returns what became of as many of the first rows as went together. */
async function saveSome(run: ImportRun, rows: ReadyRow[], attempt = 1): Promise<Outcome[]> {
  try {
    return await run.database.inWorkspace(run.actor.workspaceId, (tx) => planAndSave(tx, run, rows));
  } catch (error) {
    if (isRace(error) && attempt < mostAttempts) {
      await sleep(20 * attempt * Math.random());
      return saveSome(run, rows.slice(0, Math.ceil(rows.length / 2)), attempt + 1);
    }
    if (!isOfRow(error)) throw error;
    const [row] = rows;
    if (rows.length > 1) return saveSome(run, rows.slice(0, Math.ceil(rows.length / 2)));
    return row ? [{ row, plan: refusedPlan(error), contactId: null }] : [];
  }
}

async function planAndSave(tx: Tx, run: ImportRun, given: ReadyRow[]): Promise<Outcome[]> {
  const { workspaceId } = run.actor;
  const rows = await withoutExcluded(tx, workspaceId, given);
  const known = await loadKnown(tx, workspaceId, rows, {
    decided: rows.flatMap(({ row }) => decisionOf(run, row) ?? []).filter((one) => typeof one === 'number'),
    owners: ['update', 'merge', 'share'].includes(run.match) || rows.some((row) => isSharing(run, row)),
    lock: true,
  });
  const isTouched = (id: number) => run.touched.get(id) !== undefined;
  const outcomes: Outcome[] = [];
  const toSave: (RowToSave & { outcome: Outcome })[] = [];
  const busy = new Set<string>();
  for (const row of rows) {
    const found = known.of(row);
    const plan = planRow(row, { ...found, isTouched }, rulesOf(run, row));
    const touches = [
      ...row.keys.map(importKeyText),
      ...row.values.map(keyText),
      ...[plan.contactId, ...[...found.holders.values()].map(({ ownerId }) => ownerId)].map((id) => `card:${id}`),
    ].filter((name) => name !== 'card:null');
    if (touches.some((name) => busy.has(name))) break;
    for (const name of touches) busy.add(name);
    const outcome: Outcome = { row, plan, contactId: plan.contactId };
    outcomes.push(outcome);
    if (plan.write) toSave.push({ row, write: plan.write, known: found, outcome });
  }
  const { source, batchId } = run;
  const ids = await saveRows(tx, run.actor, toSave, { source, batchId, now: new Date() });
  for (const [place, { outcome }] of toSave.entries()) outcome.contactId = ids[place] ?? null;
  for (const { outcome, row, write } of toSave) {
    if (outcome.contactId === null) continue;
    for (const id of write.alike) await noteAlike(tx, workspaceId, outcome.contactId, id);
    if (write.mergeInto === null) continue;
    await mergeRow(tx, run, row, { id: write.mergeInto, made: outcome.contactId });
    outcome.contactId = write.mergeInto;
  }
  return outcomes;
}

async function noteAlike(tx: Tx, workspaceId: string, id: number, other: number): Promise<void> {
  await notePossibleDuplicate(tx, workspaceId, id, other, { by: 'import', reasons: [notedReason('importedRow')] });
}

function decisionOf({ decisions }: ImportRun, row: number): RowRules['decided'] {
  return decisions?.[String(row)];
}

function isSharing(run: ImportRun, { row, values }: ReadyRow): boolean {
  return decisionOf(run, row) === 'share' || values.some(({ shared }) => shared);
}

function rulesOf(run: ImportRun, { row }: ReadyRow): RowRules {
  const several = new Set<string>(run.settings.fields.flatMap((field) => (field.several ? field.kind : [])));
  return { match: run.match, decided: decisionOf(run, row), at: run.at, several };
}

function count(run: ImportRun, { row, plan, contactId }: Outcome): void {
  const { summary, touched } = run;
  if (contactId !== null) touched.set(contactId, 1);
  if (plan.action === 'invalid') refuse(run, row.row, plan.problem ?? '');
  else if (plan.action === 'skip') summary.unchanged += 1;
  else if (plan.write?.contactId === null && plan.write.mergeInto === null) summary.created += 1;
  else summary.updated += 1;
  if (plan.action === 'conflict') summary.conflicts += 1;
}

/** Another transaction was in the way (SQLSTATE class 40, or a value taken meanwhile). */
function isRace(error: unknown): boolean {
  return error instanceof Raced || /^40/.test((error as { code?: string }).code ?? '');
}

/** What a row's own contents cause: data exceptions, broken constraints, limits of the store (SQLSTATE classes 22, 23, 54). */
function isOfRow(error: unknown): boolean {
  return error instanceof Raced || /^(?:22|23|54)\w{3}$/.test((error as { code?: string }).code ?? '');
}

function refusedPlan(error: unknown): RowPlan {
  const why = error instanceof Raced ? 'others change the same card at this moment' : (error as Error).message;
  return {
    action: 'invalid',
    reason: 'invalid',
    contactId: null,
    problem: `The row could not be saved: ${why}.`,
    taken: [],
    changes: [],
    write: null,
  };
}
