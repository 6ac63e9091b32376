import { oc } from '@orpc/contract';
import { z } from 'zod';
import { beginnings } from './begin-routes.ts';
import { Contact, ContactEdit, ContactId, ContactInput, ContactRow } from './contact.ts';
import { ContactContext } from './contact-context.ts';
import { HistoryItem, UndoResult } from './history.ts';
import { IdentifierKind } from './identifiers.ts';
import { MergeInput, MergePlan, SplitInput } from './merge.ts';
import { listOf, many, page } from './page.ts';
import { DirectorySort } from './view.ts';

const Q = z.string().max(1_000).optional();
const Undoable = z.object({ changeId: z.string().nullable() });

/** The directory and its cards: part of api.ts. If-Match (the card's version in quotes) is required on PATCH and DELETE. */
export const contacts = {
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
        problem: many(z.enum(['duplicates', 'conflicts', 'undeliverable'])).meta({ description: 'Known problems.' }),
        attribute: many(z.string().max(300)).meta({ description: 'name:value, accents and case do not matter.' }),
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
  context: oc
    .route({
      method: 'GET',
      path: '/contacts/{id}/context',
      tags: ['Contacts'],
      summary: 'All that a card opens with: the card, the first page of its history, possible duplicates, holds',
    })
    .input(z.object({ id: ContactId }))
    .output(ContactContext),
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
  ...beginnings,
  history: oc
    .route({ method: 'GET', path: '/contacts/{id}/history', tags: ['History'] })
    .input(
      z.object({
        ...{ id: ContactId, q: Q, channel: many(z.string().max(64)), tag: many(z.string().max(100)) },
        from: z.iso.datetime({ offset: true }).optional().meta({ description: 'What began then or later.' }),
        to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Not included.' }),
        operator: many(z.uuid()).meta({ description: 'Who worked in it, or made the change.' }),
        ...page,
      }),
    )
    .output(listOf(HistoryItem)),
  byIdentifier: oc
    .route({
      method: 'GET',
      path: '/contacts/by/{kind}/{value}',
      tags: ['Contacts'],
      summary: 'The card that owns a value: exact look-up, as by a custom identifier',
    })
    .input(
      z.object({ kind: IdentifierKind, value: z.string().min(1).max(2_000), account: z.string().max(200).optional() }),
    )
    .output(Contact),
  putByIdentifier: oc
    .route({
      method: 'PUT',
      path: '/contacts/by/{kind}/{value}',
      tags: ['Contacts'],
      summary: 'Makes the card that owns a value, or edits it (If-Match required then); `identifiers` are added',
    })
    .input(z.strictObject({ kind: IdentifierKind, value: z.string().min(1).max(2_000), ...ContactInput.shape }))
    .output(Contact.extend({ changeId: z.string().nullable() })),
  merge: oc
    .route({
      method: 'POST',
      path: '/contacts/{id}/merge',
      tags: ['Contacts'],
      summary: 'Merges cards into this one; their ids lead here for ever. If-Match is checked where it is sent.',
    })
    .input(MergeInput.extend({ id: ContactId }))
    .output(MergePlan),
  split: oc
    .route({
      method: 'POST',
      path: '/contacts/{id}/split',
      successStatus: 201,
      tags: ['Contacts'],
      summary: 'Takes chosen values and conversations to a new card. If-Match is checked where it is sent.',
    })
    .input(SplitInput.extend({ id: ContactId }))
    .output(Contact.extend({ changeId: z.string().nullable() })),
};
