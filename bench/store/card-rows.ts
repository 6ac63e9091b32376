import { fold, foldVersion } from '#contract/fold.ts';
import { sortKey } from '#contract/sort-key.ts';
import { searchedAs, searchTexts, searchWords } from '#domain/contacts/refresh-search.ts';
import { type Chance, chanceOf, kinds } from './chance.ts';
import type { Company } from './company.ts';
import type { RowSink } from './copy-in.ts';
import { iso } from './iso.ts';
import { type Person, personOf } from './person.ts';
import { familiesOf } from './plan-merges.ts';
import type { Plan } from './planned.ts';
import { customerNumber, type Value } from './values.ts';

/** The tables of cards, each with the columns that are written, in order. */
export const cardTables = {
  contact:
    'workspace_id, id, state, merged_into, survivor_id, name, name_source, name_rank, name_at, name_folded, sort_key, search_folded, attributes, tags, fold_version, version, created_at, updated_at, binned_at, last_contact_at',
  contact_word: 'workspace_id, word, contact_id',
  identifier: 'workspace_id, kind, account, key, state, owner_id, last_seen',
  contact_identifier:
    'workspace_id, contact_id, kind, account, key, id, display, trust, source, main, first_seen, place, came',
  contact_import_key: 'workspace_id, source, key, contact_id',
  change: 'workspace_id, id, at, actor, verb, reason, conversation_id',
  change_item: 'workspace_id, change_id, n, at, contact_id, target, before, after',
  duplicate_pair: 'workspace_id, a_id, b_id, at, score, reasons, by, state',
};

type Sinks = Record<keyof typeof cardTables, RowSink>;
/** A value with how it stands on the card that has it now. */
interface Standing extends Value {
  of: number;
  id: string;
  main: boolean;
  came: { card: number; at: string; main: boolean; owned: boolean }[] | null;
  firstSeen: string;
}

/** Writes cards with all that hangs on them, one at a time: what the intake and imports would have left behind. */
export function cardWriter(plan: Plan, company: Company, sinks: Sinks): (id: number) => void {
  const { workspaceId: ws } = company;
  const chance = chanceOf(plan.seed);
  const person = personOf(plan.seed);
  const families = familiesOf(plan);
  const known = (id: number) => person(id, plan.profile[id] as number);

  return (id) => {
    const card = known(id);
    const made = plan.createdAt[id] as number;
    const isMerged = plan.mergedInto[id] !== 0;
    chance.of(kinds.card, id);
    const isBinned = plan.lastContact[id] === 0 && !isMerged && chance.happens(0.1);
    const family = families.get(id) ?? [];
    const values = standing(plan, card, family.map(known));
    writeContact(card, values, { isMerged, isBinned });
    if (!isMerged) for (const value of values) writeValue(id, value, isBinned);
    writeChanges(
      chance,
      card,
      values.filter((value) => value.of === id),
    );
    if (isMerged) writeMerge(id);
    if ((plan.born[id] as number) < 0) sinks.contact_import_key.write(`${ws}\tcrm\t${customerNumber(id)}\t${id}`);
    const twin = id + 3;
    if (id % 150 === 7 && twin <= plan.size.contacts && !isMerged && !plan.mergedInto[twin])
      sinks.duplicate_pair.write(`${ws}\t${id}\t${twin}\t${iso(made)}\t0.${50 + (id % 49)}\t[]\tmatcher\topen`);
  };

  function writeContact(
    card: Person,
    values: Standing[],
    { isMerged, isBinned }: { isMerged: boolean; isBinned: boolean },
  ): void {
    const { id, name, company: firm } = card;
    const made = plan.createdAt[id] as number;
    const isImported = (plan.born[id] as number) < 0;
    const texts = searchTexts({ id, name, company: firm ?? undefined, values });
    const last = plan.lastContact[id] as number;
    const binned = Math.min(made + 86_400_000, plan.now);
    const state = isMerged ? 'merged' : isBinned ? 'binned' : 'active';
    const source = name === null ? '\\N\t0\t\\N' : `${isImported ? 'import\t6' : 'profile\t3'}\t${iso(made)}`;
    const found = escaped(searchedAs(texts));
    const into = isMerged ? plan.mergedInto[id] : '\\N';
    const tags = `{${card.tags.map((tag) => `"${tag}"`).join(',')}}`;
    sinks.contact.write(
      `${ws}\t${id}\t${state}\t${into}\t${plan.survivor[id]}\t${name ?? '\\N'}\t${source}\t${fold(name ?? '')}\t${sortKey(name ?? '').slice(0, 500)}\t${found}\t${attributes(card, made)}\t${tags}\t${foldVersion}\t1\t${iso(made)}\t${iso(made)}\t${isBinned ? iso(binned) : '\\N'}\t${last ? iso(last) : '\\N'}`,
    );
    if (!isMerged)
      for (const word of new Set(searchWords(name, texts))) sinks.contact_word.write(`${ws}\t${word}\t${id}`);
  }

  function writeValue(
    id: number,
    { kind, account, key, id: valueId, display, trust, main, came, firstSeen, of }: Standing,
    isBinned: boolean,
  ): void {
    const seen = (plan.lastContact[id] as number) || (plan.createdAt[of] as number);
    sinks.identifier.write(
      `${ws}\t${kind}\t${account}\t${key}\t${isBinned ? 'free\t\\N' : `owned\t${id}`}\t${iso(seen)}`,
    );
    const by = JSON.stringify(sourceOf(of));
    sinks.contact_identifier.write(
      `${ws}\t${id}\t${kind}\t${account}\t${key}\t${valueId}\t${display}\t${trust}\t${by}\t${main}\t${firstSeen}\t0\t${came ? JSON.stringify(came) : '\\N'}`,
    );
  }

  function sourceOf(of: number) {
    const born = plan.born[of] as number;
    if (born < 0) return { by: 'import', name: 'crm' };
    const channel = company.channels[plan.channel[born] as number];
    return { by: 'channel', id: channel?.id, name: channel?.name };
  }

  /** How it came to be, and now and then that somebody changed it. */
  function writeChanges(chance: Chance, card: Person, values: Standing[]): void {
    const { id, name } = card;
    const made = iso(plan.createdAt[id] as number);
    const born = plan.born[id] as number;
    const from = born < 0 ? null : company.channels[plan.channel[born] as number];
    const actor = from ? { type: 'channel', id: from.id, name: from.name } : { type: 'import', id: null, name: 'crm' };
    const conversation = born < 0 ? '\\N' : chanceOf(plan.seed).of(kinds.conversation, born).uuid();
    const change = chance.uuid();
    sinks.change.write(
      `${ws}\t${change}\t${made}\t${JSON.stringify(actor)}\t${from ? 'recognise' : 'importContact'}\t${from ? '{"rule":"created"}' : '\\N'}\t${conversation}`,
    );
    let n = 0;
    const touched = (target: string, after: unknown, before = '\\N', of = { change, at: made }) =>
      sinks.change_item.write(
        `${ws}\t${of.change}\t${n++}\t${of.at}\t${id}\t${target}\t${before}\t${JSON.stringify(after)}`,
      );
    touched('state', 'active');
    if (name !== null)
      touched('name', { value: name, source: from ? 'profile' : 'import', rank: from ? 3 : 6, at: made });
    for (const { id: valueId, kind, account, key, display, trust, main } of values)
      touched('identifier', {
        id: valueId,
        kind,
        account,
        key,
        display,
        label: null,
        trust,
        main,
        source: sourceOf(id),
        firstSeen: made,
        owned: true,
      });
    if (!chance.happens(0.12)) return;
    const by = chance.pick(company.operators);
    const edit = {
      change: chance.uuid(),
      at: iso(Math.min((plan.createdAt[id] as number) + chance.below(90) * 86_400_000, plan.now)),
    };
    n = 0;
    sinks.change.write(
      `${ws}\t${edit.change}\t${edit.at}\t${JSON.stringify({ type: 'operator', id: by.id, name: by.name })}\teditContact\t\\N\t\\N`,
    );
    touched('tag', card.tags[0] ?? 'VIP', '\\N', edit);
  }

  /** A merge stands in the history of both cards. */
  function writeMerge(id: number): void {
    const into = plan.mergedInto[id] as number;
    const change = chance.uuid();
    const at = iso(plan.mergedAt[id] as number);
    const by = chance.pick(company.operators);
    sinks.change.write(
      `${ws}\t${change}\t${at}\t${JSON.stringify({ type: 'operator', id: by.id, name: by.name })}\tmergeContacts\t\\N\t\\N`,
    );
    sinks.change_item.write(`${ws}\t${change}\t0\t${at}\t${id}\tmerged\t\\N\t{"contactId":${into}}`);
    sinks.change_item.write(`${ws}\t${change}\t1\t${at}\t${into}\tmerged\t\\N\t{"from":${id}}`);
  }

  function attributes({ id, attributes: given }: Person, made: number): string {
    const from = (plan.born[id] as number) < 0 ? { source: 'import', rank: 6 } : { source: 'operator', rank: 9 };
    return JSON.stringify(
      Object.fromEntries(Object.entries(given).map(([field, value]) => [field, { value, ...from, at: iso(made) }])),
    );
  }
}

/** The values of a card, with those that came to it by merges; of each kind the first is the main one. */
function standing(plan: Plan, card: Person, family: Person[]): Standing[] {
  const mains = new Set<string>();
  const all = [card, ...family].flatMap((of) => {
    const own = chanceOf(plan.seed).of(kinds.value, of.id);
    return of.values.map((value) => {
      const main = !mains.has(value.kind);
      mains.add(value.kind);
      const firstSeen = iso(plan.createdAt[of.id] as number);
      return { ...value, of: of.id, id: own.uuid(), main, came: of === card ? null : wayOf(plan, of.id), firstSeen };
    });
  });
  return all.sort((a, b) => (`${a.kind} ${a.key}` < `${b.kind} ${b.key}` ? -1 : 1));
}

/** The cards that a value came through, its own first. */
function wayOf(plan: Plan, from: number): Standing['came'] {
  const way = [];
  for (let id = from; plan.mergedInto[id]; id = plan.mergedInto[id] as number)
    way.push({ card: id, at: iso(plan.mergedAt[id] as number), main: id === from, owned: true });
  return way;
}

/** For COPY: the searched text has line ends between its parts. */
function escaped(text: string): string {
  return text.replaceAll('\n', '\\n');
}
