import type { Tx } from '#db/database.ts';
import { readWorkspaceSettings } from '../workspaces/workspace-settings.ts';
import { maskCards } from './mask-cards.ts';

/** What an operator writes, with the numbers of payment cards masked where the workspace says so (R-DSK-5). Asks the store only for a text that holds one. */
export async function maskedWords(tx: Tx, workspaceId: string, text: string): Promise<string> {
  const masked = maskCards(text);
  return masked === text || !(await readWorkspaceSettings(tx, workspaceId)).maskCards ? text : masked;
}
