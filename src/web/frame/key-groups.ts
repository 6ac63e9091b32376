import { deliveredKeys, type KeyAction } from './key-actions.ts';

export type KeyGroup =
  | 'anywhere'
  | 'lists'
  | 'conversation'
  | 'client'
  | 'card'
  | 'review'
  | 'settings'
  | 'import'
  | 'ending';
export type FixedKey =
  | 'back'
  | 'panes'
  | 'open'
  | 'ends'
  | 'accept'
  | 'close'
  | 'starred'
  | 'order'
  | 'decideRow'
  | 'startImport'
  | 'result';

interface Group {
  name: KeyGroup;
  actions: KeyAction[];
  /** Keys that are the same for everybody, as printed. */
  fixed: [key: string, does: FixedKey][];
}

/** Every key, by the place where it acts. */
export const keyGroups: Group[] = [
  {
    name: 'anywhere',
    actions: [
      'palette',
      'search',
      'help',
      'undo',
      'goConversations',
      'goDirectory',
      'goBoard',
      'goReview',
      'goSettings',
    ],
    fixed: [
      ['Esc', 'back'],
      ['F6', 'panes'],
    ],
  },
  {
    name: 'lists',
    actions: ['next', 'previous', 'select', 'selectTo', 'add'],
    fixed: [
      ['Enter', 'open'],
      ['Home End', 'ends'],
    ],
  },
  {
    name: 'conversation',
    actions: ['redirect', 'invite', 'reply', 'note', 'templates', 'hero', 'takeOver', 'tag', 'views'],
    fixed: [
      ['↵', 'accept'],
      ['Ctrl ↵', 'close'],
      ['Alt 1 – 9', 'starred'],
    ],
  },
  {
    name: 'client',
    actions: [
      'edit',
      'addField',
      'selectExisting',
      'addContact',
      'why',
      'wholeCard',
      'paneClient',
      'paneHistory',
      'paneTemplates',
    ],
    fixed: [],
  },
  { name: 'card', actions: ['save', 'edit', 'write', 'merge', 'nextHit'], fixed: [] },
  { name: 'review', actions: ['merge', 'notSame', 'later', 'swap', 'left', 'right'], fixed: [] },
  { name: 'ending', actions: ['itIs', 'itIsNot'], fixed: [['1 – 9', 'result']] },
  { name: 'settings', actions: ['add', 'addRule', 'save'], fixed: [['Alt ↑ ↓', 'order']] },
  {
    name: 'import',
    actions: ['nextProblem'],
    fixed: [
      ['1 – 9', 'decideRow'],
      ['Ctrl ↵', 'startImport'],
    ],
  },
];

/** What is on one screen at a time. */
const screens: KeyGroup[][] = [
  ['anywhere', 'lists', 'conversation', 'client'],
  ['anywhere', 'card'],
  ['anywhere', 'lists', 'review'],
  ['anywhere', 'lists', 'settings'],
  ['anywhere', 'lists', 'import'],
  ['anywhere', 'ending'],
];

/** What acts on one screen with an action: they cannot have the same key. */
export function besides(action: KeyAction): KeyAction[] {
  const own = keyGroups.filter(({ actions }) => actions.includes(action)).map(({ name }) => name);
  const seen = new Set(screens.filter((screen) => screen.some((group) => own.includes(group))).flat());
  const all = keyGroups.filter(({ name }) => seen.has(name)).flatMap(({ actions }) => actions);
  return [...new Set(all)].filter((one) => one !== action);
}

/** Whose key it is already, on a screen with this action; undefined when it is free. A letter that begins two of another one is not free either. */
export function keyTakenBy(
  action: KeyAction,
  key: string,
  keyOf: (action: KeyAction) => string,
): KeyAction | undefined {
  const meets = (other: string) => other === key || other.startsWith(`${key} `) || key.startsWith(`${other} `);
  return besides(action).find((other) => meets(keyOf(other)));
}

/** Keys of one's own without those that are as delivered. */
export function changedKeys(keys: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(keys).filter(([action, key]) => (deliveredKeys as Record<string, string>)[action] !== key),
  );
}
