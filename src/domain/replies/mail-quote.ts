import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { Actor } from '../operators/actor.ts';
import { languageOf } from '../templates/fill-template.ts';
import { readWorkspaceSettings } from '../workspaces/workspace-settings.ts';
import { quotedText, quoteIntroduction } from './quoted-text.ts';
import type { ReplyTarget } from './reply-target.ts';

/** The mail that a reply answers, as it stands below it. */
export interface MailQuote {
  entryId: string;
  /** Of the quoted mail, ISO 8601: with it its HTML is found when the reply leaves. */
  at: string;
  /** “On … NAME wrote:”, in the client's language. */
  introduction: string;
  /** Its words behind `> `. */
  text: string;
  /** Not all of it is quoted. */
  shortened: boolean;
}

interface Quoted {
  id: string;
  at: Date;
  text: string;
  name: string | null;
  address: string;
  language: string | null;
  ofOperator: 'en' | 'cs' | null;
}

/** The client's last mail in the part of the conversation that a reply goes to; null where they wrote none, or nothing of it is left. */
export async function mailQuote(
  tx: Tx,
  actor: Actor,
  { conversationId, root, channel }: ReplyTarget,
): Promise<MailQuote | null> {
  if (channel.kind !== 'email') return null;
  const { rows } = await sql<Quoted>`
    select e.id, e.at, e.text, e.sender ->> 'name' as name, e.sender ->> 'value' as address,
      coalesce(nullif(c.parameters ->> 'language', ''), card.attributes #>> '{language,value}') as language,
      (select o.language from operator o where o.workspace_id = c.workspace_id and o.id = ${actor.id}::uuid) as of_operator
    from entry e
    join conversation c on c.workspace_id = e.workspace_id and c.id = ${root.id}
    left join contact linked on linked.workspace_id = c.workspace_id and linked.id = c.contact_id
    left join contact card on card.workspace_id = c.workspace_id and card.id = linked.survivor_id and card.state = 'active'
    where e.workspace_id = ${actor.workspaceId} and e.conversation_id = ${conversationId} and e.at >= ${root.firstAt} and e.at <= ${root.lastAt}
      and e.kind = 'message' and e.direction = 'in' and e.body #>> '{mail,automatic}' is distinct from 'bounce' and e.redacted_at is null
    order by e.at desc, e.place desc, e.id desc limit 1`.execute(tx);
  const [last] = rows;
  if (!last?.text?.trim()) return null;
  const { hours, language } = await readWorkspaceSettings(tx, actor.workspaceId);
  const spoken = languageOf(last.language) ?? language ?? last.ofOperator ?? 'en';
  const { text, shortened } = quotedText(last.text);
  return {
    entryId: last.id,
    at: last.at.toISOString(),
    introduction: quoteIntroduction(last, spoken, hours?.timeZone ?? null),
    text,
    shortened,
  };
}
