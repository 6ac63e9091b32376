import type { ValueKey } from '#db/schema.ts';

/**
 * Whether a value never identifies anybody by its form alone (R-ID-7): no-reply and machine addresses, withheld numbers, empty, all-zero
 * and placeholder values. The workspace's own addresses and the administrators' list are rows of `excluded_value`.
 */
export function neverIdentifies(value: ValueKey): boolean {
  const key = value.key.trim().toLowerCase();
  if (placeholder.test(key) || allTheSame.test(key)) return true;
  if (value.kind === 'email') return !/^[^\s@]+@[^\s@]+$/.test(key) || machine.test(key);
  if (value.kind === 'phone') return key.replace(/\D/g, '').length < 5;
  return false;
}

const placeholder =
  /^(?:|-+|n\/?a|null|nil|none|undefined|nan|unknown|anonymous|anonym|private|withheld|unavailable|restricted|blocked|test|guest|visitor|neznám[éý]|skryté číslo)$/;
const allTheSame = /^[+\-\s()]*(?:0[-\s]*)+$|^0{8}-0{4}-0{4}-0{4}-0{12}$/;
/** RFC 2142 and what mail servers and shops write: nobody reads these mailboxes. */
const machine =
  /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|neodpovidat|neodpovidejte|mailer-daemon|postmaster|bounces?|nobody|noreply[-_.+].*|bounces?[-+_=].*|.*[-_.]no[-_.]?reply)@/;
