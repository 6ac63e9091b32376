import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { UndoResult } from '#contract/history.ts';
import type { Tx } from '#db/database.ts';
import { putBack } from '../history/put-back.ts';
import { readChange } from '../history/read-changes.ts';
import type { TouchedValue } from '../history/record-change.ts';
import type { Actor } from '../operators/actor.ts';
import { must } from '../operators/policy.ts';
import { cardState, lockCard } from './card-state.ts';
import { survivorsOf } from './lock-family.ts';
import { saveCards } from './save-card.ts';

/**
 * Takes a card out of the bin (R-DIR-8): it takes back the values that are still free and the conversations that nobody linked
 * elsewhere, and says what it could not. What another card owns by now stands on this one as contested.
 * @throws CONFLICT when the card is not in the bin; NOT_FOUND.
 */
export async function restoreContact(tx: Tx, actor: Actor, id: number): Promise<UndoResult> {
  must(actor, 'restoreCards');
  const [asked = id] = await survivorsOf(tx, actor.workspaceId, [id]);
  const binning = await whatBinnedIt(tx, actor.workspaceId, asked);
  const { cards, items, notRestored } = await putBack(tx, actor, binning);
  const card = cards.find((one) => one.id === asked) ?? (await lockCard(tx, actor, asked));
  if (card.state !== 'binned') throw new Refusal('CONFLICT', 'This card is not in the bin.', { reason: 'notInBin' });
  if ((await cardState(tx, actor.workspaceId, card.id)).state !== 'active') {
    throw new Refusal('CONFLICT', 'This card was changed in the bin. Undo the change that brought it there.', {
      reason: 'changedInBin',
    });
  }
  const changeId = await saveCards(tx, actor, [{ id: card.id, before: card }], {
    verb: 'restoreContact',
    items,
    ...(binning.id && { undoes: binning.id }),
  });
  return { change: await readChange(tx, actor, changeId as string), notRestored };
}

/** The change that laid the card into the bin: the newest whose state reads so. A card without one takes back all that is free. */
async function whatBinnedIt(tx: Tx, workspaceId: string, contactId: number) {
  const { rows } = await sql<{ changeId: string }>`
    select i.change_id from change_item i where i.workspace_id = ${workspaceId} and i.contact_id = ${contactId} and i.target = 'state'
      and not exists (select from change u where u.workspace_id = i.workspace_id and u.undoes = i.change_id)
      and coalesce(i.after ->> 'state', i.after #>> '{}') = 'binned'
    order by i.at desc, i.change_id limit 1`.execute(tx);
  const id = rows[0]?.changeId;
  if (!id)
    return {
      verb: 'binContact',
      conversationId: null,
      items: [{ contactId, target: 'state', before: 'active', after: 'binned' }],
    };
  const { rows: items } = await sql<TouchedValue>`
    select i.contact_id, i.target, i.before, i.after from change_item i
    where i.workspace_id = ${workspaceId} and i.change_id = ${id} and (
      (i.target = 'state' and i.contact_id = ${contactId})
      or (i.target = 'link' and i.after ->> 'contactId' is null
        and i.contact_id in (select f.id from contact f where f.workspace_id = ${workspaceId} and f.survivor_id = ${contactId})))
    order by i.n`.execute(tx);
  return { id, verb: 'binContact', conversationId: null, items };
}
