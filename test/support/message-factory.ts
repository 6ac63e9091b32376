import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { trustAt } from '#contract/identifiers.ts';
import type { IncomingMessage, MailFacts, ReceivedMessage } from '#contract/incoming-message.ts';
import type { Workspace } from './factory.ts';

/** A message of the generic channel; the test says what matters to it. */
export function aMessage(given: Partial<IncomingMessage> & Pick<IncomingMessage, 'from'>): ReceivedMessage {
  return {
    item: {
      id: randomUUID(),
      at: '2026-05-04T10:00:00.000Z',
      type: 'message',
      direction: 'in',
      text: 'Good morning',
      ...given,
    },
  };
}

/** A mail as the translator makes it, of a sender without a verdict unless the test says otherwise. Addresses as people write them. */
export function aMail(
  given: {
    from?: string;
    to?: string[];
    cc?: string[];
    at?: string;
    direction?: 'in' | 'out';
    subject?: string;
    text?: string;
    references?: string[];
  } & Partial<Pick<MailFacts, 'verdict' | 'automatic'>> = {},
): ReceivedMessage {
  const from = anAddress(given.from ?? 'Anna <anna@example.cz>');
  const to = (given.to ?? ['support@example.com']).map(anAddress);
  const cc = (given.cc ?? []).map(anAddress);
  const verdict = given.verdict ?? 'none';
  return {
    item: {
      id: randomUUID(),
      at: given.at ?? '2026-05-04T10:00:00.000Z',
      type: 'message',
      direction: given.direction ?? 'in',
      from: { ...from, trust: verdict === 'aligned' ? 'channel' : 'network' },
      ...(given.direction === 'out' && to[0] ? { client: to[0] } : {}),
      participants: [
        ...(given.direction === 'out' ? [] : [{ ...from, role: 'from' as const }]),
        ...to.filter((one) => one.value !== 'support@example.com').map((one) => ({ ...one, role: 'to' as const })),
        ...cc.map((one) => ({ ...one, role: 'cc' as const })),
      ],
      subject: given.subject ?? 'Deposit for November',
      text: given.text ?? 'Good morning, I do not understand the deposit.',
    },
    mail: {
      messageId: `${randomUUID()}@mail.example.cz`,
      references: given.references ?? [],
      verdict,
      automatic: given.automatic ?? null,
    },
  };
}

function anAddress(written: string): { kind: 'email'; value: string; name?: string } {
  const [, name, value] = /^(.*?)\s*<(.+)>$/.exec(written) ?? [null, '', written];
  return { kind: 'email', value: value ?? written, ...(name ? { name } : {}) };
}

/** The whole directory without its card numbers, in an order of its own: what must not depend on how it came about. */
export async function theDirectory(workspace: Workspace) {
  const { rows } = await workspace.within((tx) =>
    sql<{ name: string | null; values: string[]; conversations: number; entries: number }>`
      select c.name, coalesce((select array_agg(i.kind || ':' || i.key || ' ' || i.trust order by i.kind collate "C", i.key) from contact_identifier i
          where i.workspace_id = c.workspace_id and i.contact_id = c.id), '{}') as values,
        (select count(*) from conversation v where v.workspace_id = c.workspace_id and v.contact_id = c.id and v.merged_into is null) as conversations,
        (select count(*) from entry e where e.workspace_id = c.workspace_id and e.contact_id = c.id) as entries
      from contact c where c.state = 'active' order by 2`.execute(tx),
  );
  return rows.map((row) => ({
    ...row,
    values: row.values.map((value) => value.replace(/ (\d)$/, (_, level: string) => ` ${trustAt(Number(level))}`)),
  }));
}
