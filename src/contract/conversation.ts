import { z } from 'zod';
import { Elsewhere, Handover, ParameterSource } from './desk.ts';
import { SentForm } from './form.ts';
import { Trust } from './identifiers.ts';
import { LinkReason, NamedEvidence } from './link.ts';
import { Delivery } from './reply.ts';
import { Verification } from './verification.ts';

export const ChannelMark = z.object({ id: z.string(), kind: z.string(), name: z.string() });

export const ConversationRow = z.object({
  id: z.string(),
  channel: ChannelMark,
  queue: z.object({ id: z.string(), name: z.string() }),
  state: z.enum(['waiting', 'open', 'closed']),
  subject: z.string().nullable(),
  contact: z.object({ id: z.number(), name: z.string().nullable(), lastContactAt: z.string().nullable() }).nullable(),
  topic: z.string().meta({
    description: "Who it is with (R-TAB-9): the card's name, else the name given, else the id as the gateway gave it.",
  }),
  linkTrust: Trust.nullable(),
  failedCheck: z.boolean(),
  suggestions: z.number().meta({ description: 'How many cards are suggested while it is unknown.' }),
  firstAt: z.string(),
  lastAt: z.string(),
  lastText: z.string().nullable(),
  lastDirection: z.enum(['in', 'out']).nullable(),
  entries: z.number(),
  waitingSince: z
    .string()
    .nullable()
    .meta({ description: 'Since when nobody answered the client; null: somebody did.' }),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  unread: z.boolean().meta({ description: 'It holds words of the client that who asks has not seen.' }),
  tags: z.array(z.string()),
  asked: Handover.nullable().meta({ description: 'A redirect or an invitation that waits for an answer.' }),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

export const Participant = z.object({
  kind: z.string(),
  value: z.string(),
  display: z.string(),
  name: z.string().nullable(),
  role: z.enum(['from', 'replyTo', 'to', 'cc', 'also']),
  trust: Trust.nullable(),
  own: z
    .boolean()
    .meta({ description: "One of the workspace's own mailboxes or numbers, which stands for no client." }),
  contact: z.object({ id: z.number(), name: z.string().nullable() }).nullable(),
});
export type Participant = z.infer<typeof Participant>;

/** A suggested card with what a decision needs to know of it. */
export const SuggestedContact = z.object({
  id: z.number(),
  name: z.string().nullable(),
  city: z.string().nullable(),
  lastContactAt: z.string().nullable(),
  state: z.enum(['active', 'binned']),
  reason: z.string(),
  evidence: z.object({ kind: z.string(), display: z.string(), trust: Trust }),
});
export type SuggestedContact = z.infer<typeof SuggestedContact>;

export const Conversation = ConversationRow.extend({
  link: LinkReason.nullable(),
  participants: z.array(Participant),
  suggested: z.array(SuggestedContact),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  parameterSources: z.record(z.string(), ParameterSource),
  tagSources: z.record(
    z.string(),
    z.object({ by: z.enum(['operator', 'rule', 'apiKey']), name: z.string().nullable() }),
  ),
  collaborators: z.array(z.object({ id: z.string(), name: z.string() })),
  handovers: z.array(Handover).meta({ description: 'The last ten, the newest first.' }),
  elsewhere: z.array(Elsewhere),
  related: z
    .object({ id: z.string(), endedAt: z.string().nullable() })
    .nullable()
    .meta({ description: 'The conversation in the same thread that ended before this one began (R-DSK-2).' }),
  result: z.string().nullable(),
  endedAt: z.string().nullable(),
  mine: z.boolean().meta({ description: 'Who asks has it, or collaborates in it: they may write.' }),
  operators: z.array(z.object({ id: z.string(), name: z.string() })),
  contrary: z
    .object({ contact: SuggestedContact, evidence: NamedEvidence, at: z.string() })
    .nullable()
    .meta({ description: 'New contrary evidence after a person linked or accepted it: Switch / Keep (R-REC-4).' }),
  verification: Verification.nullable(),
  earlier: z
    .number()
    .meta({ description: 'How many earlier unknown conversations with the same identifiers may be linked too.' }),
  looksLikeReplyTo: z.object({ id: z.string(), subject: z.string().nullable() }).nullable(),
  client: z.object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    identifiers: z
      .array(z.object({ kind: z.string(), value: z.string(), display: z.string() }))
      .meta({ description: 'Further values that an operator noted of an unknown client.' }),
  }),
});
export type Conversation = z.infer<typeof Conversation>;

const EntryAttachment = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  kept: z.boolean().meta({ description: 'Its bytes are here: GET /api/v1/attachments/{id}.' }),
  url: z.string().nullable().meta({ description: 'Where its sender says that it is.' }),
});

/** What happened to the conversation at the desk, of an entry of kind event: a code, which the screen words. */
export const DeskEvent = z.object({
  code: z.enum([
    'accepted',
    'takenOver',
    'asked',
    'redirected',
    'handedOver',
    'declined',
    'withdrawn',
    'expired',
    'invited',
    'joined',
    'left',
    'removed',
    'closed',
    'reopened',
  ]),
  to: z.string().optional().meta({ description: 'The name of the operator or queue that it went to, or is about.' }),
  reason: z.string().optional().meta({ description: 'Of declining; the result of closing.' }),
});
export type DeskEvent = z.infer<typeof DeskEvent>;

export const Entry = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.enum(['message', 'call', 'event', 'post', 'note']),
  direction: z.enum(['in', 'out']),
  sender: z.object({ kind: z.string(), value: z.string(), name: z.string().nullable() }),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  newLength: z
    .number()
    .nullable()
    .meta({ description: 'Characters of text that are new; what follows is quoted and folds away.' }),
  hasHtml: z.boolean(),
  call: z.record(z.string(), z.unknown()).nullable(),
  attachments: z.array(EntryAttachment),
  warnings: z.array(z.string()),
  delivery: Delivery.nullable().meta({ description: 'Of a reply written here.' }),
  form: SentForm.nullable(),
  event: DeskEvent.nullable().optional(),
});
export type Entry = z.infer<typeof Entry>;
