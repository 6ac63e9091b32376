import { z } from 'zod';
import { OwnAccess } from './access.ts';
import { KeptOut } from './blocking.ts';
import { ChannelMark } from './conversation.ts';
import { LinkReason } from './link.ts';
import { Removed } from './retention.ts';

/** One touched value of a change. `before` and `after` are null where there was or is none. */
const ChangeItem = z.object({
  target: z.string().meta({
    description:
      'name, identifier, identifier.label, identifier.main, attribute:<name>, tag, state, link, merged, refusal, duplicate, conflict:<field>, importKey, extra, verification, contrary; of the conversation itself parameter:<name>, conversationTag, mergedConversation, form, clientNote, keptOut, blockedSender, entry, hold.',
  }),
  before: z.unknown().nullable(),
  after: z.unknown().nullable(),
  contactId: z.number().nullable(),
});

const changeVerbs = [
  'createContact',
  'editContact',
  'recognise',
  'binContact',
  'restoreContact',
  'linkConversation',
  'unlinkConversation',
  'undo',
  'mergeContacts',
  'splitContact',
  'importContact',
  'refuseClient', // not this person (R-REC-7)
  'keepClient', // contrary evidence was seen, and the link kept
  'linkEarlier', // earlier unknown conversations, linked together
  'decideDuplicate',
  'verifyClient',
  'editConversation', // parameters and tags (R-TAB-4, R-TAB-5)
  'mergeConversations',
  'answerForm', // what a client filled in (R-TAB-8)
  'takeOverForm',
  'blockSender', // blocked, or marked as spam (R-DSK-5)
  'liftBlock',
  'redactMessage',
  'placeHold', // kept whatever its age (R-HIS-7)
  'liftHold',
] as const;
export const ChangeVerb = z.enum(changeVerbs);
export type ChangeVerb = z.infer<typeof ChangeVerb>;

export const ChangeActor = z.object({
  type: z.enum(['operator', 'apiKey', 'channel', 'rule', 'system', 'import']),
  id: z.string().nullable(),
  name: z.string().nullable(),
});
export type ChangeActor = z.infer<typeof ChangeActor>;

export const Change = z.object({
  id: z.string(),
  at: z.string(),
  verb: ChangeVerb,
  actor: ChangeActor,
  conversationId: z.string().nullable(),
  undoable: z.boolean(),
  undone: z.boolean(),
  undoes: z.string().nullable(),
  batchId: z.string().nullable(),
  reason: z
    .record(z.string(), z.unknown())
    .nullable()
    .meta({ description: 'A code with parameters; the words are the reader’s language’s.' }),
  items: z.array(ChangeItem),
  removedAt: z.string().nullable().meta({
    description: 'Its values were removed then: who did what and when is left, and nothing to undo (R-HIS-7).',
  }),
});
export type Change = z.infer<typeof Change>;

export const HistoryConversation = z.object({
  type: z.literal('conversation'),
  at: z.string(),
  id: z.string(),
  channel: ChannelMark,
  queue: z.object({ id: z.string(), name: z.string() }),
  subject: z.string().nullable(),
  status: z.enum(['waiting', 'open', 'closed']),
  lastAt: z.string(),
  operators: z.array(z.string()),
  invitedBy: z.string().nullable().meta({ description: 'The operator who spoke to the visitor of the site first.' }),
  role: z.enum(['client', 'from', 'replyTo', 'to', 'cc']),
  savedWith: z
    .object({ id: z.number(), name: z.string().nullable() })
    .nullable()
    .meta({ description: 'The card it is saved with, when that is another one (R-REC-8).' }),
  link: LinkReason.nullable(),
  counts: z.object({ entries: z.number(), changes: z.number(), hits: z.number().nullable() }),
  hits: z
    .array(z.object({ entryId: z.string(), at: z.string(), snippet: z.string() }))
    .meta({ description: 'Entries that the search hit, with a piece of text around the first hit.' }),
  changes: z.array(Change),
  access: OwnAccess.nullable().meta({ description: 'Who asks reads it for a time (R-HIS-5).' }),
  removed: Removed.nullable().meta({ description: 'What of it was removed, and when (R-HIS-7).' }),
});

/** A conversation of a queue whose conversations one may not read: only that it was (R-HIS-5). */
const HistoryHidden = z.object({
  type: z.literal('hidden'),
  at: z.string(),
  id: z.string().meta({ description: 'By which one may ask for access; reading it is “not found” until then.' }),
  channel: z.object({ kind: z.string() }),
  queue: z.object({ id: z.string(), name: z.string() }),
  access: OwnAccess.nullable().meta({ description: 'What one asked, and was not granted.' }),
  deciders: z.array(z.string()).meta({ description: 'Who may grant access: names of people.' }),
});

const HistoryChange = Change.extend({ type: z.literal('change') });

export const HistoryItem = z.discriminatedUnion('type', [HistoryConversation, HistoryHidden, HistoryChange]);
export type HistoryItem = z.infer<typeof HistoryItem>;

/** What an undo restored, and what it could not, since later changes stand in the way. */
export const UndoResult = z.object({
  change: Change,
  notRestored: z.array(
    z.object({
      target: z.string(),
      contactId: z.number().nullable(),
      reason: z.enum(['changedLater', 'takenElsewhere', 'gone']),
    }),
  ),
});
export type UndoResult = z.infer<typeof UndoResult>;

export const SearchHit = z.object({
  keptOut: KeptOut.nullable().meta({ description: 'Its sender is blocked, or it is marked as spam (R-DSK-5).' }),
  conversationId: z.string(),
  entryId: z.string(),
  at: z.string(),
  snippet: z.string(),
  subject: z.string().nullable(),
  topic: z.string(),
  contactId: z.number().nullable(),
  channel: ChannelMark,
});
export type SearchHit = z.infer<typeof SearchHit>;
