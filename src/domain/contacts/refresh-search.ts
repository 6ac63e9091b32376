import { sql } from 'kysely';
import { fold, foldVersion } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import { words } from '#contract/words.ts';
import type { Tx } from '#db/database.ts';
import { nameSoundKeys } from './sounds/name-words.ts';

/**
 * Makes a card findable by what it holds now (R-DIR-1): name, every identifier in its canonical form and as given, digits of numbers, company,
 * and the id. To be called in the same transaction after any change of the name, an identifier or an attribute.
 */
export async function refreshSearch(tx: Tx, workspaceId: string, contactId: number): Promise<void> {
  const card = await tx
    .selectFrom('contact')
    .select(['id', 'name', 'attributes'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow();
  const values = await tx
    .selectFrom('contactIdentifier')
    .select(['kind', 'key', 'display'])
    .where('workspaceId', '=', workspaceId)
    .where('contactId', '=', contactId)
    .orderBy('kind')
    .orderBy('key')
    .execute();
  const searched = { ...card, company: card.attributes.company?.value, values };
  await writeSearches(tx, workspaceId, [{ card: searched, isEdit: false }]);
}

/** What a card is found by. */
export interface SearchedCard {
  id: number;
  name: string | null;
  company: string | undefined;
  values: { kind: string; key: string; display: string }[];
}

/**
 * Writes what cards are found by, and counts the versions of edited ones up, in one statement.
 * @param cards `isEdit`: its version counts up. @param counted the ids of cards that are found as before, and count up.
 */
export async function writeSearches(
  tx: Tx,
  workspaceId: string,
  cards: { card: SearchedCard; isEdit: boolean }[],
  counted: number[] = [],
): Promise<void> {
  if (cards.length === 0 && counted.length === 0) return;
  const written = cards.map(({ card, isEdit }) => {
    const texts = searchTexts(card);
    const [sort, searched] = [sortKey(card.name ?? '').slice(0, 500), searchedAs(texts)];
    return { id: card.id, words: searchWords(card.name, texts), folded: fold(card.name ?? ''), sort, searched, isEdit };
  });
  await sql`
    with card as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(written, wellFormed)}::jsonb) as c (id bigint, words text[], folded text, sort text, searched text, "isEdit" boolean)
      union all select id, null, null, null, null, true from unnest(${counted}::bigint[]) id
    ), gone as (delete from contact_word w using card
      where w.workspace_id = ${workspaceId} and w.contact_id = card.id and w.word <> all(card.words)),
    kept as (insert into contact_word (workspace_id, word, contact_id)
      select ${workspaceId}::uuid, word, card.id from card, unnest(card.words) as word on conflict do nothing)
    update contact c set name_folded = coalesce(card.folded, c.name_folded), sort_key = coalesce(card.sort, c.sort_key),
      search_folded = coalesce(card.searched, c.search_folded), fold_version = case when card.words is null then c.fold_version else ${foldVersion} end,
      version = c.version + card."isEdit"::int, updated_at = ${new Date()} -- what changed is looked at for duplicates (keep-finding.ts)
    from card where c.workspace_id = ${workspaceId} and c.id = card.id`.execute(tx);
}

/** A character that was cut in two is none, which JSON may not hold. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

/**
 * The beginnings of words by which a card is found (contact_word). Words of the name stand with a space before them, all others
 * plain: both kinds are prefix walks of one index, and the directory lists names first. How the words of the name sound stands
 * behind them, for searches in other letters.
 */
export function searchWords(name: string | null, texts: string[]): string[] {
  const sounds = nameSoundKeys(name ?? '');
  const ofName = new Set(words(name ?? '').map((word) => word.slice(0, wordBeginning)));
  const others = texts.flatMap((text) => words(text)).map((word) => word.slice(0, wordBeginning));
  const plain = new Set(others.filter((word) => !ofName.has(word)));
  return [...[...ofName].map((word) => ` ${word}`), ...sounds, ...plain].slice(0, 400);
}

/** So many characters of a word are kept for prefix walks. */
export const wordBeginning = 12;

/** Between two texts: no fragment that is searched spans it. */
const separator = '\n';

/** The texts of a card as one, for fragments of three characters and more. */
export function searchedAs(texts: string[]): string {
  return texts.join(separator).slice(0, 20_000);
}

/** Every text that finds a card, folded. Numbers stand with their digits alone too, so that `602 118` and `602118` both hit. */
export function searchTexts(card: {
  /** Left out where the number is not known yet: the store puts it first. */
  id?: number;
  name: string | null;
  company?: string | undefined;
  values: { kind: string; key: string; display: string }[];
}): string[] {
  const texts = [card.id === undefined ? '' : String(card.id), fold(card.name ?? ''), fold(card.company ?? '')];
  for (const { key, display } of card.values) {
    texts.push(fold(key), fold(display));
    const digits = key.replace(/\D/g, '');
    if (digits.length >= 5) texts.push(digits);
  }
  return [...new Set(texts.filter((text) => text !== ''))];
}
