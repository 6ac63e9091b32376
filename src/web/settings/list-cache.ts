import type { QueryClient, QueryKey } from '@tanstack/react-query';

interface List<Item> {
  items: Item[];
}

/** A row that the server just told stands in its list at once, so that its panel may open before the list was asked for again. */
export function putInList<Item>(cache: QueryClient, key: QueryKey, row: Item, isSame: (other: Item) => boolean): void {
  cache.setQueryData<List<Item>>(key, (before) => {
    if (!before) return before;
    const isNew = !before.items.some(isSame);
    const items = isNew ? [...before.items, row] : before.items.map((one) => (isSame(one) ? row : one));
    return { ...before, items };
  });
}

/** A row that is gone leaves its list at once. */
export function dropFromList<Item>(cache: QueryClient, key: QueryKey, isSame: (other: Item) => boolean): void {
  cache.setQueryData<List<Item>>(
    key,
    (before) => before && { ...before, items: before.items.filter((one) => !isSame(one)) },
  );
}
