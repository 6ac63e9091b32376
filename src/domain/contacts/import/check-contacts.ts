import type { ContactImport, ImportRow } from '#contract/contact-import.ts';
import type { Database } from '#db/database.ts';
import type { Actor } from '../../operators/actor.ts';
import { must } from '../../operators/policy.ts';
import { type EarlierRows, earlierRows } from './earlier-rows.ts';
import type { ContactsToImport } from './import-run.ts';
import { type ImportSettings, importSettings } from './import-settings.ts';
import { loadKnown } from './load-known.ts';
import { planRow } from './plan-row.ts';
import { prepareRow, type ReadyRow } from './prepare-row.ts';
import { inBatches } from './row-batches.ts';
import type { RowPlan } from './row-plan.ts';
import type { RowRead } from './row-to-import.ts';
import { withoutExcluded } from './without-excluded.ts';

export interface ContactsToCheck extends Pick<ContactsToImport, 'rows' | 'source' | 'match' | 'decisions' | 'signal'> {
  /** Hears of each row, in the order of the file, and of how much of it is done. */
  onRow(row: ImportRow): void;
  onProgress?(counts: CheckedRows & { bytes: number }): Promise<void> | void;
}

export type CheckedRows = Omit<ContactImport['checked'], 'detailed'>;

/**
 * Looks at a file of contacts as the import would, and saves nothing: the same rows are planned by the same function. What earlier rows of the file
 * will have made is remembered in few bytes: such cards are told by their rows, and not compared in detail.
 */
export async function checkContacts(database: Database, actor: Actor, given: ContactsToCheck): Promise<CheckedRows> {
  must(actor, 'importData');
  const { workspaceId } = actor;
  const settings = await database.inWorkspace(workspaceId, (tx) => importSettings(tx, workspaceId, given.source));
  const counts: CheckedRows = { rows: 0, create: 0, update: 0, skip: 0, conflict: 0, invalid: 0 };
  const earlier = earlierRows();
  for await (const batch of inBatches(given.rows)) {
    if (given.signal?.aborted) break;
    const prepared = batch.map((read) => ({ read, ready: readyOf(read, settings) }));
    const ready = prepared.flatMap((one) => ('refused' in one.ready ? [] : one.ready));
    const plans = await plansOf(database, settings, ready, given, earlier);
    for (const { read, ready: row } of prepared) {
      const plan = 'refused' in row ? refusedPlan(row.refused) : (plans.get(row) as RowPlan);
      counts.rows += 1;
      counts[plan.action] += 1;
      given.onRow(told(read, 'refused' in row ? null : row, plan));
    }
    await given.onProgress?.({ ...counts, bytes: batch.at(-1)?.bytes ?? 0 });
  }
  return counts;
}

function readyOf(read: RowRead, settings: ImportSettings): ReadyRow | { refused: string } {
  return 'contact' in read ? prepareRow(read.contact, settings) : read;
}

async function plansOf(
  database: Database,
  settings: ImportSettings,
  given: ReadyRow[],
  { match, decisions }: ContactsToCheck,
  earlier: EarlierRows,
): Promise<Map<ReadyRow, RowPlan>> {
  const several = new Set<string>(settings.fields.flatMap((field) => (field.several ? field.kind : [])));
  const decided = ({ row }: ReadyRow) => decisions?.[String(row)];
  const { rows, known } = await database.inWorkspace(settings.workspaceId, async (tx) => {
    const some = await withoutExcluded(tx, settings.workspaceId, given);
    const ids = some.flatMap((row) => decided(row) ?? []).filter((one) => typeof one === 'number');
    return {
      rows: some,
      known: await loadKnown(tx, settings.workspaceId, some, { decided: ids, owners: match === 'update', lock: false }),
    };
  });
  const at = new Date();
  const plans = rows.map((row) => {
    const found = earlier.beside(row, known.of(row));
    const isAgain = earlier.isMade(row) && found.card === null && decided(row) === undefined;
    const plan = isAgain ? earlier.planAgain(row) : planRow(row, found, { match, decided: decided(row), at, several });
    earlier.note(row, plan);
    return plan;
  });
  return new Map(given.map((row, place) => [row, plans[place] as RowPlan]));
}

function refusedPlan(problem: string): RowPlan {
  return {
    action: 'invalid',
    reason: 'invalid',
    contactId: null,
    problem,
    taken: [],
    changes: [],
    write: null,
  };
}

function told(read: RowRead, ready: ReadyRow | null, { write: _, ...plan }: RowPlan): ImportRow {
  const contact = 'contact' in read ? read.contact : null;
  const given = (kind: string) =>
    ready?.values.find((value) => value.kind === kind)?.display ??
    contact?.identifiers.find((one) => one.kind === kind)?.value.slice(0, 200) ??
    null;
  return {
    row: read.row,
    ...plan,
    name: (ready?.name ?? contact?.name ?? null)?.slice(0, 500) ?? null,
    email: given('email'),
    phone: given('phone'),
  };
}
