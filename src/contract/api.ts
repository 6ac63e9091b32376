import { oc } from '@orpc/contract';
import { z } from 'zod';
import { accessRequests, askAccess } from './access-routes.ts';
import { blockedSenders, keepingOut } from './blocking-routes.ts';
import { board } from './board.ts';
import { Contact, ContactId, ContactInput } from './contact.ts';
import { contacts } from './contact-routes.ts';
import { Conversation, ConversationRow, Entry } from './conversation.ts';
import { desk, operators } from './desk-routes.ts';
import { duplicates } from './duplicate-routes.ts';
import { followUps } from './follow-up-routes.ts';
import { forms } from './form-routes.ts';
import { SearchHit, UndoResult } from './history.ts';
import { IdentifierKind } from './identifiers.ts';
import { imports } from './import-routes.ts';
import { InboundResult, IncomingMessage, incomingLimits } from './incoming-message.ts';
import { UndoManyInput, UndoManyResult } from './merge.ts';
import { people } from './operator-routes.ts';
import { OwnSettings, OwnSettingsEdit } from './own-settings.ts';
import { listOf, many, page } from './page.ts';
import { queues } from './queue-routes.ts';
import { recognition } from './recognition-routes.ts';
import { replies, templates } from './reply-routes.ts';
import { cardHolds, conversationHolds, holds, retention } from './retention-routes.ts';
import { routingRules } from './routing-routes.ts';
import { SetUp } from './set-up.ts';
import { channelSettings, excludedValues, fields, signedIdentity } from './settings-routes.ts';
import { conversationTags, tagRules } from './tag-routes.ts';
import { views } from './view-routes.ts';
import { visitors } from './visitor-routes.ts';
import { workspace } from './workspace-routes.ts';

const ConversationId = z.uuid();
const NotedIdentifier = z.strictObject({ kind: IdentifierKind, value: z.string().trim().min(1).max(2_000) });

const Me = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['operator', 'apiKey']),
  role: z.enum(['operator', 'supervisor', 'administrator']),
  language: z.enum(['en', 'cs']),
  workspace: z.object({ slug: z.string(), name: z.string(), country: z.string().nullable() }),
  workspaces: z.array(z.object({ slug: z.string(), name: z.string() })),
  live: z.string().optional().meta({
    description: 'Where GET /live goes on (`since`) to tell of everything that changes after this answer.',
  }),
});
export type Me = z.infer<typeof Me>;

const Undoable = z.object({ changeId: z.string().nullable() });

/**
 * The public API, which the screen uses too (R-BEY-4): /api/v1. One contract gives the routes, the OpenAPI document and
 * the browser's typed client. If-Match (the card's version in quotes) is required on PATCH and DELETE of a contact.
 */
export const api = {
  setUp: oc
    .route({
      method: 'POST',
      path: '/set-up',
      successStatus: 201,
      tags: ['Set-up'],
      summary: 'The first workspace and its administrator, once, by the link that the first start prints',
    })
    .input(SetUp)
    .output(z.object({ slug: z.string() })),
  me: {
    read: oc.route({ method: 'GET', path: '/me', tags: ['Me'] }).output(Me),
    edit: oc
      .route({ method: 'PATCH', path: '/me', tags: ['Me'] })
      .input(z.strictObject({ language: z.enum(['en', 'cs']) }))
      .output(Me),
    presence: operators.presence,
    settings: oc
      .route({
        method: 'GET',
        path: '/me/settings',
        tags: ['Me'],
        summary: 'Keys, sounds, notifications, delay of mail',
      })
      .output(OwnSettings),
    editSettings: oc
      .route({ method: 'PATCH', path: '/me/settings', tags: ['Me'] })
      .input(OwnSettingsEdit)
      .output(OwnSettings),
  },
  contacts: { ...contacts, ...cardHolds },
  duplicates,
  operators: { list: operators.list, ...people },
  queues: { ...queues, tellWaiting: board.tellWaiting },
  board: { read: board.read },
  workspace,
  fields,
  excludedValues,
  signedIdentity,
  blockedSenders,
  accessRequests,
  retention,
  holds,
  views,
  templates,
  forms,
  followUps,
  visitors,
  conversationTags,
  tagRules,
  routingRules,
  conversations: {
    list: oc
      .route({ method: 'GET', path: '/conversations', tags: ['Conversations'] })
      .input(
        z.object({
          ...page,
          state: many(z.enum(['waiting', 'open', 'closed'])),
          channel: many(z.string().max(64)),
          client: z.enum(['known', 'unknown']).optional(),
          contact: ContactId.optional(),
          view: z.enum(['mine', 'waiting', 'all']).default('all').meta({
            description:
              'mine: what one has, collaborates in or is asked to take; waiting: in one’s queues, the longest waiting first.',
          }),
          queue: many(z.uuid()),
          tag: many(z.string().max(100)),
          operator: many(z.uuid()).meta({ description: 'Who has it (R-DSK-1).' }),
          among: many(z.uuid()).meta({ description: 'Only those of these conversations that the list has.' }),
          keptOut: z.enum(['blocked', 'spam', 'any']).optional().meta({
            description:
              'Those of blocked senders, those marked as spam, or both (R-DSK-5): no list shows them unless asked.',
          }),
        }),
      )
      .output(listOf(ConversationRow)),
    read: oc
      .route({ method: 'GET', path: '/conversations/{id}', tags: ['Conversations'] })
      .input(z.object({ id: ConversationId }))
      .output(Conversation),
    entries: oc
      .route({
        method: 'GET',
        path: '/conversations/{id}/entries',
        tags: ['Conversations'],
        summary: 'In order of their events',
      })
      .input(z.object({ id: ConversationId, ...page }))
      .output(listOf(Entry)),
    link: oc
      .route({
        method: 'POST',
        path: '/conversations/{id}/link',
        tags: ['Conversations'],
        summary: 'Link to a card; `identifiers` of the conversation go to it',
      })
      .input(
        z.strictObject({
          id: ConversationId,
          contactId: z.number().int().positive(),
          identifiers: z
            .array(z.strictObject({ kind: z.string(), value: z.string() }))
            .max(100)
            .optional(),
        }),
      )
      .output(Undoable),
    unlink: oc
      .route({
        method: 'POST',
        path: '/conversations/{id}/unlink',
        tags: ['Conversations'],
        summary: 'Disconnects it from its card; `values` that came to the card from it may be taken along',
      })
      .input(
        z.strictObject({
          id: ConversationId,
          values: z
            .union([z.enum(['all', 'none']), z.array(z.uuid()).max(200)])
            .default('none')
            .meta({ description: 'Of the card’s identifiers, those whose source is this conversation.' }),
        }),
      )
      .output(Undoable),
    addContact: oc
      .route({
        method: 'POST',
        path: '/conversations/{id}/contact',
        successStatus: 201,
        tags: ['Conversations'],
        summary: "Add contact: a new card with the conversation's identifiers",
      })
      .input(z.strictObject({ id: ConversationId, ...ContactInput.shape }))
      .output(Contact.extend({ changeId: z.string().nullable() })),
    ...recognition,
    ...desk,
    ...replies,
    ...keepingOut,
    ...askAccess,
    ...conversationHolds,
    editClient: oc
      .route({
        method: 'PATCH',
        path: '/conversations/{id}/client',
        tags: ['Conversations'],
        summary: 'Client information of an unknown client: stays with the conversation',
      })
      .input(
        z.strictObject({
          id: ConversationId,
          name: z.string().trim().max(500).nullable().optional(),
          email: z.string().trim().max(500).nullable().optional(),
          phone: z.string().trim().max(200).nullable().optional(),
          identifiers: z
            .strictObject({
              add: z.array(NotedIdentifier).max(20).optional(),
              remove: z.array(NotedIdentifier).max(20).optional(),
            })
            .optional(),
        }),
      )
      .output(Conversation),
  },
  search: {
    everything: oc
      .route({
        method: 'GET',
        path: '/search',
        tags: ['History'],
        summary: 'Full text over every conversation one may see, newest first',
      })
      .input(z.object({ q: z.string().min(1).max(1_000), ...page }))
      .output(listOf(SearchHit)),
  },
  channels: {
    list: oc.route({ method: 'GET', path: '/channels', tags: ['Channels'] }).output(
      listOf(
        z.object({
          id: z.string(),
          kind: z.string(),
          name: z.string(),
          enabled: z.boolean(),
          queue: z
            .object({ id: z.string(), name: z.string() })
            .nullable()
            .meta({ description: 'Where its conversations begin; null for a queue that one may not know of' }),
        }),
      ),
    ),
    ...channelSettings,
    inbound: oc
      .route({
        method: 'POST',
        path: '/channels/{id}/inbound',
        tags: ['Channels'],
        summary: 'One event or a list: each is accepted, already had, or refused with a reason',
        inputStructure: 'detailed',
      })
      .input(
        z.object({
          params: z.object({ id: z.uuid() }),
          body: z.union([z.array(z.unknown()).max(incomingLimits.items), z.record(z.string(), z.unknown())]),
        }),
      )
      .output(z.object({ items: z.array(InboundResult) })),
  },
  imports,
  changes: {
    undo: oc
      .route({
        method: 'POST',
        path: '/changes/{id}/undo',
        tags: ['History'],
        summary: 'Restores exactly what was; says what later changes keep it from restoring',
      })
      .input(z.strictObject({ id: z.uuid() }))
      .output(UndoResult),
    undoMany: oc
      .route({
        method: 'POST',
        path: '/changes/undo-many',
        tags: ['History'],
        summary: 'All changes of one import, rule or operator between two times, the newest first; at most 500 a call',
      })
      .input(UndoManyInput)
      .output(UndoManyResult),
  },
};

/** One item of the inbound list, as documented; each is checked by itself so that one bad item never spoils the others. */
export const InboundItem = IncomingMessage;
