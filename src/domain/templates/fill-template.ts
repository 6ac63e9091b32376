import { sql } from 'kysely';
import type { FilledTemplate } from '#contract/reply.ts';
import { fillVariables, variablesIn } from '#contract/template-variables.ts';
import type { Tx } from '#db/database.ts';
import { readContact } from '../contacts/read-contact.ts';
import { joinCard } from '../conversations/conversation-row.ts';
import { rootOf } from '../conversations/root-of.ts';
import type { Actor } from '../operators/actor.ts';
import { maySeeContact, must } from '../operators/policy.ts';
import { readTemplate } from './templates.ts';

type Language = 'en' | 'cs';

/**
 * A template with its variables filled in for a conversation (R-TAB-7), in the language asked for, else the client's, else the operator's, where there is
 * a text in it. `missing`: variables without a value, which stand as they are and keep the reply from being sent.
 * @throws NOT_FOUND for the conversation or the template.
 */
export async function fillTemplate(
  tx: Tx,
  actor: Actor,
  { id, templateId, language }: { id: string; templateId: string; language?: Language | undefined },
): Promise<FilledTemplate> {
  must(actor, 'useTemplates');
  const root = await rootOf(tx, actor, id);
  return filled(tx, actor, templateId, language, await readFacts(tx, actor, root.id));
}

/**
 * The same for a client to whom a conversation is begun (R-DIR-10): there are no parameters yet, and the card says the language.
 * @throws NOT_FOUND for the card or the template.
 */
export async function fillTemplateFor(
  tx: Tx,
  actor: Actor,
  { id, templateId, language }: { id: number; templateId: string; language?: Language | undefined },
): Promise<FilledTemplate> {
  must(actor, 'useTemplates');
  const { name, attributes } = await readContact(tx, actor, id);
  const { rows } = await sql<Pick<Facts, 'workspaceName' | 'ofOperator'>>`
    select w.name as workspace_name, (select o.language from operator o where o.workspace_id = w.id and o.id = ${actor.id}::uuid) as of_operator
    from workspace w where w.id = ${actor.workspaceId}`.execute(tx);
  const { workspaceName = '', ofOperator = null } = rows[0] ?? {};
  const given = Object.fromEntries(Object.entries(attributes).map(([one, value]) => [one, { value }]));
  const spoken = attributes.language ?? null;
  const facts = { clientName: name, workspaceName, parameters: {}, attributes: given, language: spoken, ofOperator };
  return filled(tx, actor, templateId, language, facts);
}

async function filled(
  tx: Tx,
  actor: Actor,
  templateId: string,
  language: Language | undefined,
  facts: Facts,
): Promise<FilledTemplate> {
  const { texts } = await readTemplate(tx, actor, templateId);
  const spoken = [language, languageOf(facts.language), facts.ofOperator, 'en', 'cs'] as const;
  const chosen = spoken.find((one) => one && texts[one] !== undefined);
  const template = (chosen && texts[chosen]) ?? '';
  const values = valuesOf(facts, actor.name);
  return {
    text: fillVariables(template, values),
    missing: variablesIn(template).filter((name) => !values.has(name)),
  };
}

interface Facts {
  clientName: string | null;
  workspaceName: string;
  parameters: Record<string, unknown>;
  attributes: Record<string, { value?: unknown }> | null;
  language: string | null;
  ofOperator: Language | null;
}

async function readFacts(tx: Tx, actor: Actor, conversationId: string): Promise<Facts> {
  const { rows } = await sql<Facts>`
    select w.name as workspace_name, c.parameters, c.parameters ->> 'language' as language,
      (select o.language from operator o where o.workspace_id = c.workspace_id and o.id = ${actor.id}::uuid) as of_operator,
      coalesce(nullif(seen.name, ''), nullif(c.details #>> '{client,name}', ''), nullif(c.client_name, '')) as client_name, seen.attributes
    from conversation c
    join workspace w on w.id = c.workspace_id
    ${joinCard}
    left join contact seen on seen.workspace_id = card.workspace_id and seen.id = card.id and ${maySeeContact(actor, sql.ref('card.id'))}
    where c.workspace_id = ${actor.workspaceId} and c.id = ${conversationId}`.execute(tx);
  if (!rows[0]) throw new Error('a conversation that was found is gone');
  return rows[0];
}

/** Only values that say something: an empty one is missing. */
function valuesOf(facts: Facts, operatorName: string | null): Map<string, string> {
  const given: [string, unknown][] = [
    ['client.name', facts.clientName],
    ['operator.name', operatorName],
    ['workspace.name', facts.workspaceName],
    ...Object.entries(facts.parameters).map(([name, value]): [string, unknown] => [`parameter.${name}`, value]),
    ...Object.entries(facts.attributes ?? {}).map(([name, { value }]): [string, unknown] => [
      `attribute.${name}`,
      value,
    ]),
  ];
  const texts = given.map(([name, value]): [string, string] => [name, value == null ? '' : String(value).trim()]);
  return new Map(texts.filter(([, value]) => value !== ''));
}

/** `cs-CZ` is Czech. */
export function languageOf(tag: string | null): Language | null {
  const [primary] = (tag ?? '').toLowerCase().split(/[-_]/);
  return primary === 'cs' || primary === 'en' ? primary : null;
}
