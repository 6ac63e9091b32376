import { z } from 'zod';
import { OwnAccess } from './access.ts';
import { KeptOut } from './blocking.ts';
import { Elsewhere, Handover, ParameterSource } from './desk.ts';
import { FollowUp } from './follow-up.ts';
import { SentForm } from './form.ts';
import { Trust } from './identifiers.ts';
import { LinkReason, NamedEvidence } from './link.ts';
import { Delivery } from './reply.ts';
import { Removed } from './retention.ts';
import { Verification } from './verification.ts';
import { WrapUp, WrapUpMark } from './wrap-up.ts';

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
  keptOut: KeptOut.nullable().meta({ description: 'Its sender is blocked, or it is marked as spam (R-DSK-5).' }),
  asked: Handover.nullable().meta({ description: 'A redirect, an invitation or an offer that waits for an answer.' }),
  wrapUp: WrapUpMark.nullable().meta({ description: 'It is over for the client and not finished yet (R-DSK-3).' }),
  followUp: FollowUp.nullable().meta({ description: 'The callback or reminder that is due next (R-DSK-4).' }),
  removed: Removed.nullable().meta({ description: 'What of it was removed, and when (R-HIS-7).' }),
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
  invitedBy: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .meta({ description: 'The operator who spoke to the visitor of the site first (R-HIS-1).' }),
  wrapUp: WrapUp.nullable(),
  followUps: z.array(FollowUp).meta({ description: 'Planned and due, the next one first.' }),
  result: z.string().nullable().meta({ description: 'The key of a result of its queue, or words of its own.' }),
  resultTexts: z
    .record(z.string(), z.string())
    .nullable()
    .meta({ description: 'The words of a result that its queue names itself, by language, as they were then.' }),
  endedAt: z.string().nullable(),
  access: OwnAccess.nullable().meta({ description: 'Who asks reads it for a time only (R-HIS-5).' }),
  mine: z.boolean().meta({ description: 'Who asks has it, or collaborates in it: they may write.' }),
  operators: z.array(z.object({ id: z.string(), name: z.string() })),
  contrary: z
    .object({ contact: SuggestedContact, evidence: NamedEvidence, at: z.string() })
    .nullable()
    .meta({ description: 'New contrary evidence after a person linked or accepted it: Switch / Keep (R-REC-4).' }),
  verification: Verification.nullable(),
  held: z.boolean().meta({ description: 'A hold stands on it, or on its card: nothing of it is removed (R-HIS-7).' }),
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
    'closedSilent', // by the clock (R-DSK-2)
    'routed', // to its queue by a rule, whose name is the reason (R-DSK-1)
    'givenBack', // who had it has no access any more
    'blocked', // keeping out (R-DSK-5)
    'spam',
    'accessAsked', // a look for a time (R-HIS-5)
    'accessGranted',
    'accessRefused',
    'accessTakenBack',
    'accessWithdrawn',
    'accessOver',
    'finished', // wrap-up (R-DSK-3)
    'callbackPlanned', // follow-ups (R-DSK-4), `at` is when they are due
    'callbackMoved',
    'callbackCancelled',
    'callbackDue',
    'callbackTried',
    'callbackEnded',
    'reminderPlanned',
    'reminderMoved',
    'reminderCancelled',
    'reminderDue',
    'reminderEnded',
  ]),
  to: z.string().optional().meta({
    description:
      'The name of the operator or queue that it went to, or is about. Without: a queue that you may not know of.',
  }),
  queue: z.string().optional().meta({ description: 'The id of the queue that it was redirected to.' }),
  reason: z.string().optional().meta({ description: 'Of declining; the result of closing or of an attempt.' }),
  texts: z.record(z.string(), z.string()).optional().meta({ description: 'The words of that result, by language.' }),
  at: z.string().optional(),
  attempt: z.number().optional(),
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
  redacted: z
    .object({ by: z.string().nullable(), at: z.string() })
    .nullable()
    .optional()
    .meta({ description: 'Its words and files were taken away for good (R-DSK-5).' }),
  removed: Removed.nullable().optional().meta({ description: 'What of it was removed, and when (R-HIS-7).' }),
  automatic: z
    .enum(['closed', 'greeting', 'waiting'])
    .nullable()
    .optional()
    .meta({ description: 'The occasion on which it was said by itself (R-DSK-6).' }),
});
export type Entry = z.infer<typeof Entry>;
