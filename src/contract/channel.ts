import { z } from 'zod';
import { Trust } from './identifiers.ts';

/** The kinds of channel with a glyph and a name of their own; anything else shows as `custom`. */
export const channelKinds = [
  'webchat',
  'email',
  'phone',
  'whatsapp',
  'facebook',
  'instagram',
  'apple',
  'vk',
  'viber',
  'telegram',
  'line',
  'kakaotalk',
  'custom',
] as const;
export const ChannelKind = z.enum(channelKinds);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** A channel's settings as kept in the store. Every one has its default "as delivered". */
export const ChannelSettings = z.object({
  /**
   * The highest trust that the channel's own id may have, and that all other evidence may have. As delivered the own id has what
   * its kind allows: *channel* where a provider authenticates it, *network* for caller ids and mail without a verdict, *claimed* for browser ids.
   */
  ownTrust: Trust.optional(),
  otherTrust: Trust.default('claimed'),
  /** Strength from which a match links by itself (R-REC-5); below it, it only suggests. */
  linksFrom: Trust.default('network'),
  /** R-REC-2: whether a card is made for a client whom nobody matches. */
  automaticCard: z.enum(['always', 'moreThanBrowser', 'never']).default('moreThanBrowser'),
  /** Months after which a phone number that was not seen only suggests (numbers are reissued). */
  numberQuietMonths: z.number().int().min(1).max(600).default(12),
  /** The workspace's own addresses or numbers on this channel: they never identify. */
  own: z.array(z.string()).default([]),
  /** Hosts whose Authentication-Results are believed (mail). */
  authservIds: z.array(z.string()).default([]),
  country: z.string().length(2).optional(),
});
export type ChannelSettings = z.infer<typeof ChannelSettings>;
