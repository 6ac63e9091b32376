import { sql } from 'kysely';
import { mergeContacts } from '#domain/contacts/merge-contacts.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import { readHistory } from '#domain/history/read-history.ts';
import { undoChange } from '#domain/history/undo-change.ts';
import type { Group, Job } from '../measure/job.ts';
import type { Bench } from './bench.ts';
import { keepCards, putBack } from './put-back.ts';

/** Two cards of long histories merged, and the merge undone, in turn; and who reads one of them meanwhile. */
export function mergeJobs(bench: Bench): Group {
  const { store, owner, within, reading, people } = bench;
  const { workspaceId } = store;
  const { ids, entries } = store.facts.toMerge;
  const [id, other] = ids;
  const merge = async () => {
    const { changeId } = await within((tx) => mergeContacts(tx, people.all, { id, ids: [other] }));
    if (!changeId) throw new Error('The cards were not merged.');
    return changeId;
  };
  const undo = (changeId: string) => within((tx) => undoChange(tx, people.all, changeId));
  const floor = {
    name: 'both cards written by key',
    run: () =>
      within((tx) =>
        sql`update contact set updated_at = updated_at where workspace_id = ${workspaceId} and id = any(${ids}::bigint[])`.execute(
          tx,
        ),
      ),
  };
  const meanwhile = readingMeanwhile(async () => void (await undo(await merge())));
  const shared = { group: 'merge', questions: 1, runs: 100, isSerial: true };
  const usual = [
    {
      name: 'every row given to the other card',
      run: () => rewrite(bench, other, id),
      settle: async () => void (await owner.query('checkpoint')), // what it wrote is not for the next commit to wait for
    },
  ];
  let changeId = '';
  const jobs: Job[] = [
    {
      ...shared,
      name: `merge two contacts of ${entries} entries`,
      goal: { p99: 20 },
      product: async () => {
        changeId = await merge();
      },
      settle: async () => void (await undo(changeId)),
      floor,
      usual,
      check: async () => {
        const before = await standing(bench, ids);
        await undo(await merge());
        const after = await standing(bench, ids);
        return before === after ? null : `a merge that was undone left something else: ${after} instead of ${before}`;
      },
    },
    {
      ...shared,
      name: `undo a merge of two contacts of ${entries} entries`,
      goal: { p99: 20 },
      ready: async () => {
        changeId = await merge();
      },
      product: () => undo(changeId),
      floor,
      usual,
    },
    {
      ...shared,
      name: 'read a card while it is merged and parted',
      goal: { p99: 20 },
      product: () =>
        reading(async (tx) => {
          const card = await readContact(tx, people.all, id);
          return readHistory(tx, people.all, { id: card.id, limit: 50 });
        }),
      before: meanwhile.begin,
      after: meanwhile.end,
    },
  ];
  return {
    name: 'merge',
    prepare: async () => {
      await keepCards(owner, workspaceId, ids);
      return { jobs, close: () => putBack(owner, workspaceId) };
    },
  };
}

/** Does something again and again beside what is measured. */
function readingMeanwhile(work: () => Promise<void>) {
  let going = false;
  let done: Promise<void> = Promise.resolve();
  return {
    begin: async () => {
      going = true;
      done = (async () => {
        while (going) await work();
      })();
    },
    end: async () => {
      going = false;
      await done;
    },
  };
}

/** What systems do that keep the owner in every row; rolled back. */
async function rewrite({ usual }: Bench, from: number, to: number): Promise<void> {
  const client = await usual.connect();
  try {
    await client.query('begin');
    await client.query('update usual.conversation set person_id = $2 where person_id = $1', [from, to]);
    await client.query('update usual.message set person_id = $2 where person_id = $1', [from, to]);
  } finally {
    await client.query('rollback'); // also of one whose time was up
    client.release();
  }
}

/** Both cards as they are told, without what every write changes. */
async function standing({ within, people }: Bench, ids: number[]): Promise<string> {
  const cards = await Promise.all(ids.map((id) => within((tx) => readContact(tx, people.all, id))));
  return JSON.stringify(cards.map(({ version: _, updatedAt: __, ...card }) => card));
}
