import type { Tx } from '#db/database.ts';
import { putBackKeptOut } from '../blocking/kept-out-item.ts';
import type { NotRestored, PastChange } from '../history/past-change.ts';
import type { TouchedValue } from '../history/record-change.ts';
import { announce } from '../live/announce.ts';
import type { Actor } from '../operators/actor.ts';
import { putBackDetails } from './details/put-back-details.ts';
import { putBackForms } from './forms/form-item.ts';
import { putBackMerge } from './merge/put-back-merge.ts';

/**
 * Puts back what a change touched of conversations themselves: parameters and tags, forms, and that one reads as part of another. To be called before links are
 * put back: conversations that come apart are linked each for itself. The conversations are locked.
 * @returns what was touched, for the change of the undo.
 */
export async function putBackConversation(
  tx: Tx,
  { workspaceId }: Actor,
  change: PastChange,
  notRestored: NotRestored,
): Promise<TouchedValue[]> {
  const merged = await putBackMerge(tx, workspaceId, change, notRestored);
  const details = await putBackDetails(tx, workspaceId, change, notRestored);
  const forms = await putBackForms(tx, workspaceId, change, notRestored);
  const keptOut = await putBackKeptOut(tx, workspaceId, change, notRestored);
  const touched = new Set([
    ...[...details, ...forms].map(({ before, after }) => conversationIn(before ?? after)),
    ...keptOut.filter(({ target }) => target === 'keptOut').map(({ after }) => conversationIn(after)),
  ]);
  if (keptOut.length > 0) await announce(tx, workspaceId, { topic: 'desk', what: 'blocked' });
  for (const conversationId of touched)
    await announce(tx, workspaceId, { topic: 'conversation', conversationId, what: 'desk' });
  return [...merged, ...details, ...forms, ...keptOut];
}

function conversationIn(side: unknown): string {
  return (side as { conversationId: string }).conversationId;
}
