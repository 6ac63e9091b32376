import type { Tx } from '#db/database.ts';
import type { NotRestored, PastChange } from '../../history/past-change.ts';
import type { TouchedValue } from '../../history/record-change.ts';
import {
  type KeptParameter,
  type KeptTag,
  lockDetails,
  type OwnDetails,
  parameterIn,
  setParameter,
  setTag,
  tagIn,
  writeDetails,
} from './own-details.ts';

type Side = KeptParameter | KeptTag;

/**
 * Puts back parameters and tags of conversations that still are as a change left them; what was changed later is reported. Where a conversation was merged
 * into another since and its value went along, it is put back there too.
 * @returns what was touched, for the change of the undo.
 */
export async function putBackDetails(
  tx: Tx,
  workspaceId: string,
  change: PastChange,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const done: TouchedValue[] = [];
  const touched = change.items.filter(({ target }) => target === 'conversationTag' || target.startsWith('parameter:'));
  for (const id of new Set(touched.map(({ before, after }) => ((before ?? after) as Side).conversationId))) {
    const items = touched.filter(({ before, after }) => ((before ?? after) as Side).conversationId === id);
    const now = await lockDetails(tx, workspaceId, id);
    const then = structuredClone(now);
    for (const item of items) {
      const current = standing(id, now, item);
      if (isSame(current, item.before)) continue;
      if (isSame(current, item.after)) set(then, item);
      else notRestored.push({ target: item.target, contactId: null, reason: 'changedLater' });
    }
    done.push(...(await writeDetails(tx, workspaceId, id, now, then)));
    const root = await rootBeside(tx, workspaceId, id);
    if (root) await putBackInRoot(tx, workspaceId, root, items);
  }
  return done;
}

async function putBackInRoot(tx: Tx, workspaceId: string, root: string, items: TouchedValue[]): Promise<void> {
  const now = await lockDetails(tx, workspaceId, root);
  const then = structuredClone(now);
  for (const item of items) if (item.after && isSame(standing(root, now, item), item.after)) set(then, item);
  await writeDetails(tx, workspaceId, root, now, then);
}

async function rootBeside(tx: Tx, workspaceId: string, id: string): Promise<string | null> {
  const { rootId } = await tx
    .selectFrom('conversation')
    .select('rootId')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return rootId === id ? null : rootId;
}

function standing(id: string, details: OwnDetails, { target, before, after }: TouchedValue): Side | null {
  if (target === 'conversationTag') return tagIn(id, details, ((before ?? after) as KeptTag).value);
  return parameterIn(id, details, target.slice('parameter:'.length));
}

function set(details: OwnDetails, { target, before, after }: TouchedValue): void {
  if (target === 'conversationTag') setTag(details, ((before ?? after) as KeptTag).value, before as KeptTag | null);
  else setParameter(details, target.slice('parameter:'.length), before as KeptParameter | null);
}

/** One value, entered once: not only alike. */
function isSame(one: unknown, other: unknown): boolean {
  const [a, b] = [one, other].map((side) => {
    const { value, source } = (side ?? {}) as Partial<Side>;
    return JSON.stringify([value ?? null, source?.by ?? null, source?.at ?? null, source?.name ?? null]);
  });
  return a === b;
}
