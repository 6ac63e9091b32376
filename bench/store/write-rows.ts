import { cardTables, cardWriter } from './card-rows.ts';
import { companyOf } from './company.ts';
import { conversationTables, conversationWriter } from './conversation-rows.ts';
import { copyInto, type RowSink } from './copy-in.ts';
import type { Plan } from './planned.ts';

/** What one thread writes: cards and conversations from one number to below another. */
export interface Share {
  url: string;
  plan: Plan;
  cards: { from: number; to: number };
  conversations: { from: number; to: number };
}

/** All tables that are filled by COPY. */
export const filledTables = [...Object.keys(cardTables), ...Object.keys(conversationTables)];

/** Writes a share of the rows, each table through a connection of its own. @returns how many rows of each table. */
export async function writeRows({ url, plan, cards, conversations }: Share): Promise<Record<string, number>> {
  const company = companyOf(plan.seed);
  const ofCards = await filled(url, cardTables, cards, (sinks) => cardWriter(plan, company, sinks));
  const rest = await filled(url, conversationTables, conversations, (sinks) =>
    conversationWriter(plan, company, sinks),
  );
  return { ...ofCards, ...rest };
}

async function filled<Table extends string>(
  url: string,
  tables: Record<Table, string>,
  { from, to }: { from: number; to: number },
  writerOf: (sinks: Record<Table, RowSink>) => (n: number) => void,
): Promise<Record<string, number>> {
  const names = Object.keys(tables) as Table[];
  const opened = await Promise.all(names.map((table) => copyInto(url, table, tables[table])));
  const sinks = Object.fromEntries(names.map((table, place) => [table, opened[place]])) as Record<Table, RowSink>;
  const write = writerOf(sinks);
  for (let n = from; n < to; n++) {
    write(n);
    if (n % 64 === 0) for (const sink of opened) await sink.room();
  }
  const rows = await Promise.all(opened.map((sink) => sink.end()));
  return Object.fromEntries(names.map((table, place) => [table, rows[place] as number]));
}
