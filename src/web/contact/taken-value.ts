import type { Failure } from '../api.ts';
import type { Draft } from './draft.ts';

/** Where in the edits the value stands that a refused save found on another card: `identifiers.add.0.value` among its fields. */
function placeOf(failure: Failure): { list: string; at: number } | null {
  for (const field of Object.keys(failure.fields)) {
    const [, list, at] = /^identifiers\.(add|change)\.(\d+)\b/u.exec(field) ?? [];
    if (list && at) return { list, at: Number(at) };
  }
  return null;
}

/** The edits with what to do about the value that another card has: take it over, or share it (R-ID-5). */
export function withWay(draft: Draft, failure: Failure, ifTaken: 'move' | 'share'): Draft {
  const place = placeOf(failure);
  if (place?.list === 'add')
    return { ...draft, added: draft.added.map((one, at) => (at === place.at ? { ...one, ifTaken } : one)) };
  const id = Object.keys(draft.changed)[place?.at ?? -1];
  return id ? { ...draft, changed: { ...draft.changed, [id]: { ...draft.changed[id], ifTaken } } } : draft;
}

/** The edits without that value: it came with the card that had it. */
export function withoutTaken(draft: Draft, failure: Failure): Draft {
  const place = placeOf(failure);
  if (place?.list === 'add') return { ...draft, added: draft.added.filter((_, at) => at !== place.at) };
  const id = Object.keys(draft.changed)[place?.at ?? -1];
  if (!id) return draft;
  const { [id]: change, ...changed } = draft.changed;
  const { value: _, ifTaken: __, kind: ___, ...rest } = change ?? {};
  return { ...draft, changed: Object.keys(rest).length > 0 ? { ...changed, [id]: rest } : changed };
}
