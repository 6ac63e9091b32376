import type { Contact, ContactEdit, NewIdentifier } from '#contract/contact.ts';

/** Edits of a card that wait for Save. Nothing of it is on the server. */
export interface Draft {
  /** Absent: untouched. */
  name?: string | null;
  changed: Record<string, DraftedChange>;
  removed: string[];
  added: (NewIdentifier & { key: string })[];
  attributes: Record<string, string | null>;
  addedTags: string[];
  removedTags: string[];
  /** Fields whose conflicts of a merge are settled with the value that stands. */
  settled: string[];
}

type ChangedValue = Omit<NonNullable<NonNullable<ContactEdit['identifiers']>['change']>[number], 'id'>;

interface DraftedChange extends ChangedValue {
  /** The kind of an edited value, for when somebody takes the value off the card in the meantime. */
  kind?: NewIdentifier['kind'];
}

export const noEdits: Draft = {
  changed: {},
  removed: [],
  added: [],
  attributes: {},
  addedTags: [],
  removedTags: [],
  settled: [],
};

export type DraftAction =
  | { do: 'name'; name: string }
  | { do: 'value'; id: string; value: string }
  | { do: 'main'; id: string }
  | { do: 'label'; id: string; label: string }
  | { do: 'state'; id: string; state: 'owned' | 'shared' }
  | { do: 'remove'; id: string }
  | { do: 'putBack'; id: string }
  | { do: 'add'; kind: NewIdentifier['kind']; value: string }
  | { do: 'addedValue'; key: string; value: string }
  | { do: 'attribute'; name: string; value: string }
  | { do: 'tag'; tag: string }
  | { do: 'untag'; tag: string }
  | { do: 'settle'; field: string; settled: boolean }
  | { do: 'replace'; draft: Draft }
  | { do: 'discard' };

/** One edit more. What leads back to what is saved is no edit any more. */
export function drafted(card: Contact, draft: Draft, action: DraftAction): Draft {
  switch (action.do) {
    case 'name': {
      const name = action.name.trim() || null;
      const { name: _, ...rest } = draft;
      return name === card.name ? rest : { ...rest, name };
    }
    case 'value': {
      const saved = card.identifiers.find(({ id }) => id === action.id);
      const { value: _, ifTaken: __, kind: ___, ...rest } = draft.changed[action.id] ?? {};
      const value = action.value.trim();
      if (value === saved?.display || !value) return withChange(draft, action.id, rest);
      return withChange(draft, action.id, {
        ...rest,
        value,
        ...(saved && { kind: saved.kind as NewIdentifier['kind'] }),
      });
    }
    case 'main': {
      const kind = card.identifiers.find(({ id }) => id === action.id)?.kind;
      const others = card.identifiers.filter((value) => value.kind === kind).map(({ id }) => id);
      const cleared = others.reduce((kept, id) => {
        const { main: _, ...rest } = kept.changed[id] ?? {};
        return withChange(kept, id, rest);
      }, draft);
      return withChange(cleared, action.id, { ...cleared.changed[action.id], main: true });
    }
    case 'label': {
      const saved = card.identifiers.find(({ id }) => id === action.id)?.label ?? null;
      const { label: _, ...rest } = draft.changed[action.id] ?? {};
      const label = action.label.trim() || null;
      return withChange(draft, action.id, label === saved ? rest : { ...rest, label });
    }
    case 'state': {
      const saved = card.identifiers.find(({ id }) => id === action.id)?.state;
      const { state: _, ...rest } = draft.changed[action.id] ?? {};
      return withChange(draft, action.id, action.state === saved ? rest : { ...rest, state: action.state });
    }
    case 'remove':
      return { ...withChange(draft, action.id, {}), removed: [...draft.removed, action.id] };
    case 'putBack':
      return { ...draft, removed: draft.removed.filter((id) => id !== action.id) };
    case 'add':
      return {
        ...draft,
        added: [...draft.added, { key: crypto.randomUUID(), kind: action.kind, value: action.value.trim() }],
      };
    case 'addedValue': {
      const value = action.value.trim();
      const added = value
        ? draft.added.map(({ ifTaken, ...one }) =>
            one.key === action.key ? { ...one, value } : { ...one, ...(ifTaken && { ifTaken }) },
          )
        : draft.added.filter((one) => one.key !== action.key);
      return { ...draft, added };
    }
    case 'attribute': {
      const value = action.value.trim() || null;
      const { [action.name]: _, ...attributes } = draft.attributes;
      return {
        ...draft,
        attributes:
          value === (card.attributes[action.name] ?? null) ? attributes : { ...attributes, [action.name]: value },
      };
    }
    case 'tag': {
      const tag = action.tag.trim();
      if (draft.removedTags.includes(tag))
        return { ...draft, removedTags: draft.removedTags.filter((one) => one !== tag) };
      const known = !tag || card.tags.includes(tag) || draft.addedTags.includes(tag);
      return known ? draft : { ...draft, addedTags: [...draft.addedTags, tag] };
    }
    case 'untag':
      return draft.addedTags.includes(action.tag)
        ? { ...draft, addedTags: draft.addedTags.filter((tag) => tag !== action.tag) }
        : { ...draft, removedTags: [...draft.removedTags, action.tag] };
    case 'settle': {
      const settled = draft.settled.filter((field) => field !== action.field);
      return { ...draft, settled: action.settled ? [...settled, action.field] : settled };
    }
    case 'replace':
      return action.draft;
    case 'discard':
      return noEdits;
  }
}

function withChange(draft: Draft, id: string, change: DraftedChange): Draft {
  const { [id]: _, ...changed } = draft.changed;
  return { ...draft, changed: Object.keys(change).length > 0 ? { ...changed, [id]: change } : changed };
}

/** How many edits wait for Save. */
export function countEdits(draft: Draft): number {
  return (
    (draft.name === undefined ? 0 : 1) +
    Object.values(draft.changed).reduce((sum, change) => sum + Object.keys(edits(change)).length, 0) +
    draft.removed.length +
    draft.added.length +
    Object.keys(draft.attributes).length +
    draft.addedTags.length +
    draft.removedTags.length +
    draft.settled.length
  );
}

/** The edits as the API takes them: one step, lists by add, change, remove. */
export function asEdit(draft: Draft): ContactEdit {
  return {
    ...(draft.name !== undefined && { name: draft.name }),
    identifiers: {
      add: draft.added.map(({ key: _, ...value }) => value),
      change: Object.entries(draft.changed).map(([id, { kind: _, ...change }]) => ({ id, ...change })),
      remove: draft.removed,
    },
    attributes: draft.attributes,
    tags: { add: draft.addedTags, remove: draft.removedTags },
    ...(draft.settled.length > 0 && { settled: draft.settled }),
  };
}

/** What of a drafted change is an edit. */
function edits({ ifTaken: _, kind: __, ...change }: DraftedChange) {
  return change;
}

/** The edits as they fit the card as it is now: a value that was taken off it in the meantime is added anew, and need not be removed. */
export function fitted(card: Contact, draft: Draft): Draft {
  const there = new Set(card.identifiers.map(({ id }) => id));
  const entries = Object.entries(draft.changed);
  return {
    ...draft,
    removed: draft.removed.filter((id) => there.has(id)),
    changed: Object.fromEntries(entries.filter(([id]) => there.has(id))),
    added: [
      ...draft.added,
      ...entries.flatMap(([id, { kind, value, label, ifTaken }]) =>
        kind && value && !there.has(id)
          ? [{ key: id, kind, value, ...(label && { label }), ...(ifTaken && { ifTaken }) }]
          : [],
      ),
    ],
  };
}

/** What the edits touch, as a refused save names what changed meanwhile: `name`, `identifier:<id>`, `attribute:<name>`, `tag:<tag>`. */
export function touchedTargets(draft: Draft): string[] {
  return [
    ...(draft.name === undefined ? [] : ['name']),
    ...[...Object.keys(draft.changed), ...draft.removed].map((id) => `identifier:${id}`),
    ...Object.keys(draft.attributes).map((name) => `attribute:${name}`),
    ...[...draft.addedTags, ...draft.removedTags].map((tag) => `tag:${tag}`),
    ...draft.settled.flatMap((field) => [field, `conflict:${field}`]),
  ];
}
