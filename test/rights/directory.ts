import { duplicatesStatus } from '#domain/contacts/duplicates/duplicates-status.ts';
import { listDuplicates } from '#domain/contacts/duplicates/list-duplicates.ts';
import { exportColumns } from '#domain/contacts/export/export-columns.ts';
import { exportContacts } from '#domain/contacts/export/export-contacts.ts';
import { type ListInput, listContacts } from '#domain/contacts/list-contacts.ts';
import { type Asking, cardPlaces, type Way } from './asking.ts';
import { type Card, cardRoot, isRoot, isSupervisor, key } from './model.ts';
import { channelsOf, duplicatesOf, known, lastContact, pairsTold, places, seenCards } from './seen-cards.ts';

/** The directory: in the order told. */
const directory = (input: (asking: Asking) => Partial<ListInput>, told: (asking: Asking) => number[]): Way => ({
  seen: async (asking) => {
    const raw = await asking.within((tx) =>
      listContacts(tx, asking.actor, { limit: 50, state: 'active', sort: 'id', ...input(asking) }),
    );
    return { seen: { cards: raw.items.map(({ id }) => cardPlaces(asking, [id])[0]), about: raw.about }, raw };
  },
  told: (asking) => ({ cards: told(asking), about: told(asking).length }),
});

const middle = Date.now() - 18 * 86_400_000;

/** The directory: lists, orders, filters, rows, the export and the duplicates. */
export const directoryWays: Record<string, Way> = {
  'the directory by number': directory(
    () => ({}),
    (asking) => places(seenCards(asking)),
  ),
  'the directory by last contact': directory(
    () => ({ sort: '-lastContact' }),
    (asking) =>
      places(
        seenCards(asking).toSorted(
          (a, b) => (lastContact(asking, b) ?? 0) - (lastContact(asking, a) ?? 0) || b.id - a.id,
        ),
      ),
  ),
  'the directory by last contact, the longest ago first': directory(
    () => ({ sort: 'lastContact' }),
    (asking) => {
      const at = (card: Card) => lastContact(asking, card) ?? Number.POSITIVE_INFINITY;
      return places(seenCards(asking).toSorted((a, b) => (at(a) === at(b) ? a.id - b.id : at(a) - at(b))));
    },
  ),
  'the directory by a kind of channel': directory(
    () => ({ channel: ['whatsapp'] }),
    (asking) => places(seenCards(asking).filter((card) => channelsOf(asking, card).includes('whatsapp'))),
  ),
  'the directory since a day': directory(
    () => ({ lastContactFrom: new Date(middle).toISOString() }),
    (asking) => places(seenCards(asking).filter((card) => (lastContact(asking, card) ?? 0) >= middle)),
  ),
  'the directory before a day': directory(
    () => ({ lastContactTo: new Date(middle).toISOString() }),
    (asking) =>
      places(seenCards(asking).filter((card) => (lastContact(asking, card) ?? Number.POSITIVE_INFINITY) < middle)),
  ),
  'the directory of duplicates': directory(
    () => ({ problem: ['duplicates'] }),
    (asking) => places(seenCards(asking).filter((card) => duplicatesOf(asking, card) > 0)),
  ),
  'the search of the directory': directory(
    () => ({ q: 'card named', sort: 'id' }),
    (asking) => places(seenCards(asking)),
  ),
  'the search of the directory by relevance': directory(
    () => ({ q: 'card named', sort: 'relevance' }),
    (asking) =>
      places(
        seenCards(asking).toSorted(
          (a, b) => (lastContact(asking, b) ?? 0) - (lastContact(asking, a) ?? 0) || b.id - a.id,
        ),
      ),
  ),
  'the rows of the directory': {
    seen: async (asking) => {
      const raw = await asking.within((tx) =>
        listContacts(tx, asking.actor, { limit: 50, state: 'active', sort: 'id' }),
      );
      const seen = raw.items.map((row) => [
        cardPlaces(asking, [row.id])[0],
        row.lastContactAt,
        row.channels,
        row.duplicates,
      ]);
      return { seen, raw };
    },
    told: (asking) =>
      seenCards(asking).map((card) => {
        const last = lastContact(asking, card);
        return [card.place, last && new Date(last).toISOString(), channelsOf(asking, card), duplicatesOf(asking, card)];
      }),
  },
  'the export': {
    seen: async (asking) => {
      if (!mayExport(asking)) return { seen: null };
      const { actor, world } = asking;
      const raw: { id: number }[] = [];
      for await (const card of exportContacts(world.workspace.database, actor)) raw.push(card);
      const { attributes } = await exportColumns(world.workspace.database, actor, null);
      return {
        seen: {
          cards: cardPlaces(
            asking,
            raw.map(({ id }) => id),
          ),
          attributes: attributes.filter((name) => name.startsWith('trait')),
        },
        raw,
      };
    },
    told: (asking) => {
      if (!mayExport(asking)) return null;
      const { world } = asking;
      const shown = seenCards(asking);
      return {
        cards: places(shown),
        attributes: world.cards
          .filter(({ place }) => shown.includes(cardRoot(world, place)))
          .map(({ place }) => `trait${place}`),
      };
    },
  },
  'the duplicates': {
    seen: async (asking) => {
      const raw = await asking.within((tx) => listDuplicates(tx, asking.actor, { limit: 50, state: 'open', min: 0 }));
      const { open } = await asking.within((tx) => duplicatesStatus(tx, asking.actor));
      const seen = raw.items.map(({ a, b }) => [cardPlaces(asking, [a.id, b.id]), [a.conversations, b.conversations]]);
      return { seen: { pairs: seen.toSorted(), open }, raw };
    },
    told: (asking) => {
      const told = pairsTold(asking);
      const count = (card: Card) => known(asking, card).filter(isRoot).length;
      return { pairs: told.map((pair) => [places(pair), pair.map(count)]), open: told.length };
    },
  },
};

function mayExport({ who }: Asking): boolean {
  return who !== key && isSupervisor(who);
}
