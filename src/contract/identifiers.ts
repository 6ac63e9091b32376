import { z } from 'zod';

/**
 * The kinds of identifier (R-ID-1), strongest first: this order is the order of recognition at equal strength (R-REC-1).
 * A new kind is one line here. `scoped` ids are unique only within the provider's account (a Facebook page, a business);
 * `authenticated` says that a provider's own sign-in stands behind the id, so that a channel of this kind gives it trust *channel*.
 * Custom identifiers are `custom:<parameter>` and stand between `google`/`facebook_login` and `email`.
 */
export const identifierKinds = {
  whatsapp: { rank: 1, scoped: false, channel: 'whatsapp', phone: true },
  whatsapp_user: { rank: 1, scoped: true, channel: 'whatsapp', phone: false },
  facebook: { rank: 1, scoped: true, channel: 'facebook', phone: false },
  instagram: { rank: 1, scoped: true, channel: 'instagram', phone: false },
  apple: { rank: 1, scoped: true, channel: 'apple', phone: false },
  vk: { rank: 1, scoped: false, channel: 'vk', phone: false },
  viber: { rank: 1, scoped: false, channel: 'viber', phone: true },
  telegram: { rank: 1, scoped: false, channel: 'telegram', phone: false },
  line: { rank: 1, scoped: false, channel: 'line', phone: false },
  kakaotalk: { rank: 1, scoped: false, channel: 'kakaotalk', phone: false },
  subject: { rank: 2, scoped: false, channel: 'webchat', phone: false },
  google: { rank: 2, scoped: false, channel: 'webchat', phone: false },
  facebook_login: { rank: 2, scoped: false, channel: 'webchat', phone: false },
  email: { rank: 4, scoped: false, channel: 'email', phone: false },
  phone: { rank: 5, scoped: false, channel: 'phone', phone: true },
  browser: { rank: 6, scoped: false, channel: 'webchat', phone: false },
} as const;

export type BuiltInKind = keyof typeof identifierKinds;
export type IdentifierKind = BuiltInKind | `custom:${string}`;

const customKind = /^custom:[\p{L}\p{N}_.-]{1,64}$/u;

/** Whether a text names a kind of identifier: one of the list, or `custom:<parameter>`. */
function isIdentifierKind(kind: string): kind is IdentifierKind {
  return Object.hasOwn(identifierKinds, kind) || customKind.test(kind);
}

/** The place of a kind in the order of recognition (R-REC-1): lower is looked at first. Custom identifiers are 3. */
export function kindRank(kind: IdentifierKind): number {
  return kind.startsWith('custom:') ? 3 : identifierKinds[kind as BuiltInKind].rank;
}

/** Whether values of this kind are unique only within one account of the provider. */
export function isScoped(kind: IdentifierKind): boolean {
  return !kind.startsWith('custom:') && identifierKinds[kind as BuiltInKind].scoped;
}

export const IdentifierKind = z
  .string()
  .max(80)
  .refine(isIdentifierKind, { error: 'Unknown kind of identifier. Use one of the listed kinds or custom:<parameter>.' })
  .meta({ description: `One of ${Object.keys(identifierKinds).join(', ')} or custom:<parameter>.` });

/** The trust ladder (R-ID-4), lowest first; stored as its place in this list. */
const trustLadder = ['claimed', 'network', 'operator', 'channel', 'proven', 'signed'] as const;
export const Trust = z.enum(trustLadder);
export type Trust = z.infer<typeof Trust>;

/** A trust as its place on the ladder, 0 (claimed) to 5 (signed). */
export function trustLevel(trust: Trust): number {
  return trustLadder.indexOf(trust);
}

/** The trust at a place on the ladder. Throws a RangeError outside 0 to 5. */
export function trustAt(level: number): Trust {
  const trust = trustLadder[level];
  if (!trust) throw new RangeError(`no trust at level ${level}`);
  return trust;
}

export const IdentifierState = z.enum(['owned', 'shared', 'contested']);
export type IdentifierState = z.infer<typeof IdentifierState>;
