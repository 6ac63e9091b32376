/** Keys with Ctrl that browsers do not give away, or that everybody knows for something else. */
const browsers = new Set([...'acvxzytwnrlpfoduhjq0123456789+-']);

export type Pressed =
  | { key: string }
  /** It says nothing yet: a modifier alone, or the first of two letters. */
  | { wait: 'modifier' | 'second' }
  | { wrong: 'notAKey' | 'browsers'; key: string };

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** What somebody pressed, as a key of an action (frame/keys.ts). `led`: they pressed `g` before it. */
export function pressedKey(event: Press, led: boolean): Pressed {
  const key = event.key.toLowerCase();
  if (['control', 'shift', 'alt', 'meta', 'altgraph', 'dead'].includes(key)) return { wait: 'modifier' };
  const isFunction = /^f([2-4]|[7-9]|10)$/u.test(key);
  if (event.altKey || (key.length > 1 && !isFunction) || key === ' ') return { wrong: 'notAKey', key };
  if (isFunction) return event.ctrlKey || event.metaKey || event.shiftKey ? { wrong: 'notAKey', key } : { key };
  if (event.ctrlKey || event.metaKey)
    return browsers.has(key) ? { wrong: 'browsers', key: `mod+${key}` } : { key: `mod+${key}` };
  const isLetter = /^[a-z]$/u.test(key);
  if (led) return isLetter ? { key: `g ${key}` } : { wrong: 'notAKey', key };
  if (event.shiftKey && isLetter) return { key: `shift+${key}` };
  if (key === 'g') return { wait: 'second' };
  return { key: /^Digit\d$/u.test(event.code) && !event.shiftKey ? event.code.toLowerCase() : key };
}
