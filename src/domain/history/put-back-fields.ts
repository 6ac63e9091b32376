import { sql } from 'kysely';
import type { Tx } from '#db/database.ts';
import type { AttributeValue } from '#db/schema.ts';
import type { CardState } from '../contacts/card-state.ts';
import { nameRanks, writeName } from '../contacts/name-precedence.ts';
import type { NotRestored } from './past-change.ts';
import type { TouchedValue } from './record-change.ts';

/** Puts back the name, the attributes and the tags of a locked card that are still as the change left them. */
export async function putBackFields(
  tx: Tx,
  workspaceId: string,
  card: CardState,
  items: TouchedValue[],
  notRestored: NotRestored,
): Promise<void> {
  const attributes = { ...card.attributes };
  const tags = new Set(card.tags);
  for (const { target, before, after } of items) {
    const field = target.startsWith('attribute:') ? target.slice('attribute:'.length) : null;
    if (target !== 'name' && target !== 'tag' && field === null) continue;
    const current = currentText(card, target, field, textOf(before) ?? textOf(after));
    if (current === textOf(before)) continue;
    if (current !== textOf(after)) {
      notRestored.push({ target, contactId: card.id, reason: 'changedLater' });
    } else if (target === 'name') {
      await writeName(tx, workspaceId, card.id, sourced(before));
    } else if (field !== null) {
      const value = sourced(before);
      if (value) attributes[field] = value;
      else delete attributes[field];
    } else {
      if (before === null) tags.delete(after as string);
      else tags.add(before as string);
    }
  }
  await sql`update contact set attributes = ${JSON.stringify(attributes)}::jsonb, tags = ${[...tags].sort()}::text[]
    where workspace_id = ${workspaceId} and id = ${card.id}`.execute(tx);
}

function currentText(card: CardState, target: string, field: string | null, tag: string | null): string | null {
  if (target === 'name') return card.name?.value ?? null;
  if (field !== null) return card.attributes[field]?.value ?? null;
  return tag !== null && card.tags.includes(tag) ? tag : null;
}

/** The text of a touched value: kept with its source, or as it is. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object' && 'value' in value) return String(value.value);
  return String(value);
}

function sourced(value: unknown): AttributeValue | null {
  const text = textOf(value);
  if (text === null) return null;
  if (typeof value === 'object') return value as AttributeValue;
  return { value: text, source: 'address', rank: nameRanks.address, at: new Date(0).toISOString() };
}
