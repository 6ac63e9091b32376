import { sql } from 'kysely';
import { fillVariables, variablesIn } from '#contract/template-variables.ts';
import type { Tx } from '#db/database.ts';
import { languageOf } from '../../templates/fill-template.ts';
import { languageOfWorkspace } from '../../workspaces/workspace-settings.ts';
import type { Due } from './due.ts';
import { opensInWords } from './opens-in-words.ts';

/**
 * What is said: in the client's language where there is a text in it, else in the workspace's, else in the other. Of the client it names what they called
 * themselves, never what a card knows: whoever writes could learn by it whom the directory has (R-REC-5). What has no value is left out.
 */
export async function automaticText(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  { texts, hours }: Pick<Due, 'texts' | 'hours'>,
  now: Date,
): Promise<string> {
  const { rows } = await sql<{ spoken: string | null; clientName: string | null; workspaceName: string }>`
    select c.parameters ->> 'language' as spoken, nullif(c.client_name, '') as client_name, w.name as workspace_name
    from conversation c join workspace w on w.id = c.workspace_id where c.workspace_id = ${workspaceId} and c.id = ${conversationId}`.execute(
    tx,
  );
  const { spoken = null, clientName = null, workspaceName = '' } = rows[0] ?? {};
  const order = [languageOf(spoken), await languageOfWorkspace(tx, workspaceId), 'en', 'cs'] as const;
  const language = order.find((one) => one && texts[one]) ?? 'en';
  const opens = hours.opensAt && hours.timeZone && opensInWords(hours.opensAt, now, hours.timeZone, language);
  const values = new Map(
    Object.entries({ 'client.name': clientName, 'workspace.name': workspaceName, 'workspace.opens': opens }).flatMap(
      ([name, value]): [string, string][] => (value ? [[name, value]] : []),
    ),
  );
  return withoutMissing(fillVariables(texts[language] ?? '', values), values);
}

/** A variable without a value goes with the space before it: “Good morning {{client.name}},” is “Good morning,”. */
function withoutMissing(text: string, values: ReadonlyMap<string, string>): string {
  const missing = variablesIn(text).filter((name) => !values.has(name));
  const variable = (name: string) => new RegExp(`[ \\u00a0]*\\{\\{\\s*${name.replaceAll('.', '\\.')}\\s*\\}\\}`, 'gu');
  return missing.reduce((so, name) => so.replace(variable(name), ''), text).trim();
}
