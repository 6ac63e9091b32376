import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Contact, ContactEdit, ContactId, ContactInput, ContactRow } from './contact.ts';
import { Conversation, ConversationRow, Entry } from './conversation.ts';
import { HistoryItem, SearchHit, UndoResult } from './history.ts';
import { IdentifierKind } from './identifiers.ts';
import { Import } from './import.ts';
import { InboundResult, IncomingMessage, incomingLimits } from './incoming-message.ts';
import { SetUp } from './set-up.ts';
import { DirectorySort } from './view.ts';
import { views } from './view-routes.ts';

/** Lists page by key: `cursor` is the last answer's `nextCursor`, `limit` at most 200. */
const page = { cursor: z.string().max(1_000).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) };
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
const many = (item: z.ZodType) =>
  z.preprocess(
    (given) => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(item).max(50).optional(),
  );
const Q = z.string().max(1_000).optional();
const ConversationId = z.uuid();
const NotedIdentifier = z.strictObject({ kind: IdentifierKind, value: z.string().trim().min(1).max(2_000) });

const Me = z.object({
  name: z.string(),
  kind: z.enum(['operator', 'apiKey']),
  role: z.enum(['operator', 'supervisor', 'administrator']),
  language: z.enum(['en', 'cs']),
  workspace: z.object({ slug: z.string(), name: z.string(), country: z.string().nullable() }),
  workspaces: z.array(z.object({ slug: z.string(), name: z.string() })),
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
  },
  contacts: {
    list: oc
      .route({ method: 'GET', path: '/contacts', tags: ['Contacts'], summary: 'The directory: search, filter, sort' })
      .input(
        z.object({
          q: Q,
          ...page,
          sort: DirectorySort.optional(),
          channel: many(z.string().max(64)),
          tag: many(z.string().max(100)),
          has: many(z.string().max(80)).meta({ description: 'Kinds of identifier that the card has.' }),
          lastContactFrom: z.iso.datetime({ offset: true }).optional(),
          lastContactTo: z.iso.datetime({ offset: true }).optional().meta({ description: 'Not included.' }),
          state: z.enum(['active', 'binned']).default('active'),
        }),
      )
      .output(
        listOf(ContactRow).extend({
          about: z.number().nullable().meta({ description: 'About how many there are in all; null where unknown.' }),
        }),
      ),
    create: oc
      .route({ method: 'POST', path: '/contacts', successStatus: 201, tags: ['Contacts'] })
      .input(ContactInput)
      .output(Contact.extend({ changeId: z.string().nullable() })),
    read: oc
      .route({ method: 'GET', path: '/contacts/{id}', tags: ['Contacts'] })
      .input(z.object({ id: ContactId }))
      .output(Contact),
    edit: oc
      .route({
        method: 'PATCH',
        path: '/contacts/{id}',
        tags: ['Contacts'],
        summary: 'One Save: all of it or none. If-Match required.',
      })
      .input(ContactEdit.extend({ id: ContactId }))
      .output(Contact.extend({ changeId: z.string().nullable() })),
    bin: oc
      .route({
        method: 'DELETE',
        path: '/contacts/{id}',
        tags: ['Contacts'],
        summary: 'To the bin, for 30 days. If-Match required.',
      })
      .input(z.object({ id: ContactId }))
      .output(Undoable),
    restore: oc
      .route({ method: 'POST', path: '/contacts/{id}/restore', tags: ['Contacts'] })
      .input(z.object({ id: ContactId }))
      .output(UndoResult),
    history: oc
      .route({ method: 'GET', path: '/contacts/{id}/history', tags: ['History'] })
      .input(z.object({ id: ContactId, q: Q, channel: many(z.string().max(64)), ...page }))
      .output(listOf(HistoryItem)),
  },
  views,
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
      .route({ method: 'POST', path: '/conversations/{id}/unlink', tags: ['Conversations'] })
      .input(z.strictObject({ id: ConversationId }))
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
          queue: z.object({ id: z.string(), name: z.string() }),
        }),
      ),
    ),
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
  imports: {
    list: oc
      .route({ method: 'GET', path: '/imports', tags: ['Imports'], summary: 'Those of late, the latest first' })
      .output(
        listOf(Import).extend({
          own: z.array(z.string()).meta({ description: "The workspace's own mailboxes as known so far." }),
        }),
      ),
    read: oc
      .route({ method: 'GET', path: '/imports/{id}', tags: ['Imports'] })
      .input(z.object({ id: z.uuid() }))
      .output(Import),
    cancel: oc
      .route({
        method: 'POST',
        path: '/imports/{id}/cancel',
        tags: ['Imports'],
        summary: 'Ends it after its present batch; what was kept stays',
      })
      .input(z.strictObject({ id: z.uuid() }))
      .output(Import),
  },
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
  },
};

/** One item of the inbound list, as documented; each is checked by itself so that one bad item never spoils the others. */
export const InboundItem = IncomingMessage;
