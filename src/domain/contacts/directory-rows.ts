import { type RawBuilder, sql } from 'kysely';
import type { ContactRow } from '#contract/contact.ts';
import { fold } from '#contract/fold.ts';
import { type IdentifierKind, kindRank, trustAt } from '#contract/identifiers.ts';
import type { Tx } from '#db/database.ts';
import { together } from '#db/together.ts';
import { type CardInSight, type CardValue, cardsInSight } from './directory-cards.ts';
import type { DirectoryQuery } from './directory-query.ts';
import type { DirectorySight } from './directory-sight.ts';

/**
 * The rows of the directory's table, in the order of the ids.
 * @param besides a value that is asked beside them, once; null where there are no rows.
 */
export async function directoryRows<Beside>(
  tx: Tx,
  sight: DirectorySight,
  ids: number[],
  query: DirectoryQuery | null,
  besides: RawBuilder<Beside> | null,
): Promise<{ items: ContactRow[]; beside: Beside | null }> {
  if (ids.length === 0) return { items: [], beside: null };
  const [cards, beside] = await together([cardsInSight(tx, sight, ids), besides && ask(tx, besides)]);
  const items = ids.flatMap((id) => {
    const card = cards.get(id);
    return card ? [toRow(card, query)] : [];
  });
  return { items, beside };
}

async function ask<Value>(tx: Tx, value: RawBuilder<Value>): Promise<Value | null> {
  const { rows } = await sql<{ value: Value }>`select ${value} as value`.execute(tx);
  return rows[0]?.value ?? null;
}

function toRow(row: CardInSight, query: DirectoryQuery | null): ContactRow {
  const shown = (value: CardValue | undefined) =>
    value ? { display: value.display, trust: trustAt(value.trust), state: value.state } : null;
  const email = row.values.find(({ kind }) => kind === 'email');
  const phone = row.values.find(({ kind }) => kind === 'phone');
  const other = otherValue(row, [email, phone], query);
  return {
    id: row.id,
    name: row.name,
    company: row.company,
    email: shown(email),
    phone: shown(phone),
    other: other ? { kind: other.kind, display: other.display, trust: trustAt(other.trust), state: other.state } : null,
    channels: row.channels,
    tags: row.tags ?? [],
    lastContactAt: row.lastContactAt && new Date(row.lastContactAt).toISOString(),
    duplicates: row.duplicates,
  };
}

/** The value that the search hit, where nothing else of the row shows the hit; else the strongest one of a row that would be nameless. */
function otherValue(
  row: CardInSight,
  main: (CardValue | undefined)[],
  query: DirectoryQuery | null,
): CardValue | undefined {
  const others = row.values.filter((value) => !main.includes(value));
  if (
    query &&
    !hits(query, [
      row.name,
      row.company,
      String(row.id),
      ...main.flatMap((value) => value && [value.key, value.display]),
    ])
  ) {
    const hit = others.find(({ key, display }) => hits(query, [key, display]));
    if (hit) return hit;
  }
  if (row.name || main.some(Boolean)) return undefined;
  return others.sort((a, b) => kindRank(a.kind as IdentifierKind) - kindRank(b.kind as IdentifierKind))[0];
}

function hits(query: DirectoryQuery, texts: (string | null | undefined)[]): boolean {
  const fragments = query.contains?.map((alternative) => alternative[0] as string) ?? query.shortWords;
  const folded = texts.flatMap((text) => (text ? [fold(text), text.replace(/\D/g, '')] : []));
  return folded.some((text) => query.keys.includes(text) || fragments.some((fragment) => text.includes(fragment)));
}
