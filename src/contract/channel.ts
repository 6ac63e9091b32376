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
  /** Minutes of silence after which a conversation ends by itself (R-DSK-2); as delivered 30 of chats and calls, a day of messaging, 14 days of mail. */
  silenceMinutes: z.number().int().min(1).max(525_600).optional(),
  /** Hours in which a message opens an ended conversation again (R-DSK-2); as delivered 24 of chats and calls, a week of messaging. Mail always does. */
  reopenHours: z.number().int().min(0).max(8_784).optional(),
  /** Where replies go on a channel that has no sender of its own (a signed webhook); set by its own route, which makes the secret. */
  deliverTo: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  /** Of a web chat: the sites that may show it (`https://www.example.com`); none: every site. */
  allowedOrigins: z.array(z.string().max(300)).max(50).default([]),
  /** The name that visitors see; else the workspace's. */
  title: z.string().trim().min(1).max(80).optional(),
  /** The company's colour, #rrggbb. The widget darkens it until text on it can be read. */
  brand: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  /** The widget's languages, the usual one first. */
  languages: z
    .array(z.enum(['en', 'cs']))
    .min(1)
    .max(2)
    .optional(),
  /** Whether a browser keeps its id beyond the tab (R-TAB-4): `asks` needs the visitor's consent. */
  remembers: z.enum(['never', 'asks', 'always']).default('asks'),
  /** Asked before the chat begins, and instead of it while nobody is there (ids of forms). */
  entryForm: z.uuid().optional(),
  offlineForm: z.uuid().optional(),
  /** Asked of a visitor whom we are to call (the id of a form that asks for a phone); none: nobody is called. */
  callbackForm: z.uuid().optional(),
  /** Whether the desk sees who is on the site: at once, or once the site says that the visitor agrees. */
  seesVisitors: z.enum(['always', 'afterConsent', 'never']).default('always'),
  /** Whether somebody answers within the hours; false: the offline form stands for the chat at any time. */
  isOpen: z.boolean().default(true),
  /** Where the company says how it handles data. */
  privacy: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});
export type ChannelSettings = z.infer<typeof ChannelSettings>;
