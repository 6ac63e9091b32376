import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ChannelSettings } from './channel.ts';
import { ExcludedValue, Field, FieldEdit, FieldInput } from './field.ts';
import { IdentifierKind } from './identifiers.ts';
import { SignIn, SignInInput } from './sign-in.ts';
import { SignedIdentity, SignedIdentityInput } from './signed-identity.ts';

const tags = ['Settings'];
const whole = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.null() });

/** Parameters and attributes (R-ID-6): part of api.ts. The list is short and comes whole, identifying ones first, in their order. */
export const fields = {
  list: oc.route({ method: 'GET', path: '/fields', tags }).output(whole(Field)),
  create: oc.route({ method: 'POST', path: '/fields', successStatus: 201, tags }).input(FieldInput).output(Field),
  edit: oc
    .route({ method: 'PATCH', path: '/fields/{id}', tags })
    .input(FieldEdit.extend({ id: z.uuid() }))
    .output(Field),
  delete: oc
    .route({
      method: 'DELETE',
      path: '/fields/{id}',
      tags,
      summary: 'Values stay where they stand; the field no longer identifies',
    })
    .input(z.object({ id: z.uuid() }))
    .output(Field),
};

/** Values that never identify (R-ID-7): part of api.ts. */
export const excludedValues = {
  list: oc.route({ method: 'GET', path: '/excluded-values', tags }).output(whole(ExcludedValue)),
  add: oc
    .route({ method: 'POST', path: '/excluded-values', successStatus: 201, tags })
    .input(z.strictObject({ kind: IdentifierKind, value: z.string().trim().min(1).max(2_000) }))
    .output(ExcludedValue),
  remove: oc
    .route({ method: 'POST', path: '/excluded-values/remove', tags })
    .input(z.strictObject({ kind: IdentifierKind, value: z.string().trim().min(1).max(2_000) }))
    .output(ExcludedValue),
};

/** How the workspace recognises a signed identity: part of api.ts. Secrets go in and never come out. */
export const signedIdentity = {
  read: oc.route({ method: 'GET', path: '/signed-identity', tags }).output(SignedIdentity),
  edit: oc.route({ method: 'PUT', path: '/signed-identity', tags }).input(SignedIdentityInput).output(SignedIdentity),
  remove: oc
    .route({ method: 'DELETE', path: '/signed-identity', tags, summary: 'Takes no signed identities any more' })
    .output(SignedIdentity),
};

const ChannelWithSettings = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  account: z.string(),
  enabled: z.boolean(),
  queue: z.object({ id: z.string(), name: z.string() }),
  settings: ChannelSettings,
});

/** One channel with what links and what suggests (R-REC-5): part of api.ts. */
export const channelSettings = {
  read: oc
    .route({ method: 'GET', path: '/channels/{id}', tags: ['Channels'] })
    .input(z.object({ id: z.uuid() }))
    .output(ChannelWithSettings),
  edit: oc
    .route({ method: 'PATCH', path: '/channels/{id}', tags: ['Channels'] })
    .input(
      z.strictObject({
        id: z.uuid(),
        name: z.string().trim().min(1).max(200).optional(),
        enabled: z.boolean().optional(),
        settings: z
          .strictObject({
            ownTrust: ChannelSettings.shape.ownTrust.unwrap().nullable().optional(),
            otherTrust: ChannelSettings.shape.otherTrust.unwrap().optional(),
            linksFrom: ChannelSettings.shape.linksFrom.unwrap().optional(),
            automaticCard: ChannelSettings.shape.automaticCard.unwrap().optional(),
            numberQuietMonths: ChannelSettings.shape.numberQuietMonths.unwrap().optional(),
            silenceMinutes: ChannelSettings.shape.silenceMinutes.unwrap().nullable().optional(),
            reopenHours: ChannelSettings.shape.reopenHours.unwrap().nullable().optional(),
            allowedOrigins: ChannelSettings.shape.allowedOrigins.unwrap().optional(),
            title: ChannelSettings.shape.title.unwrap().nullable().optional(),
            brand: ChannelSettings.shape.brand.unwrap().nullable().optional(),
            languages: ChannelSettings.shape.languages.unwrap().nullable().optional(),
            remembers: ChannelSettings.shape.remembers.unwrap().optional(),
            entryForm: ChannelSettings.shape.entryForm.unwrap().nullable().optional(),
            offlineForm: ChannelSettings.shape.offlineForm.unwrap().nullable().optional(),
            callbackForm: ChannelSettings.shape.callbackForm.unwrap().nullable().optional(),
            seesVisitors: ChannelSettings.shape.seesVisitors.unwrap().optional(),
            isOpen: ChannelSettings.shape.isOpen.unwrap().optional(),
            privacy: ChannelSettings.shape.privacy.unwrap().nullable().optional(),
          })
          .optional(),
      }),
    )
    .output(ChannelWithSettings),
  signIn: oc
    .route({
      method: 'GET',
      path: '/channels/{id}/sign-in',
      tags: ['Channels'],
      summary: 'By whose sign-in visitors of a web chat may say who they are; never with its secrets',
    })
    .input(z.object({ id: z.uuid() }))
    .output(SignIn),
  editSignIn: oc
    .route({ method: 'PUT', path: '/channels/{id}/sign-in', tags: ['Channels'] })
    .input(SignInInput.extend({ id: z.uuid() }))
    .output(SignIn),
  deliver: oc
    .route({
      method: 'PUT',
      path: '/channels/{id}/delivery',
      tags: ['Channels'],
      summary: 'Where replies are posted to, with a new secret that they are signed with: it is told this once',
    })
    .input(
      z
        .strictObject({
          id: z.uuid(),
          url: z
            .url({ protocol: /^https?$/ })
            .max(2_000)
            .nullable(),
        })
        .meta({
          description: 'null: replies are delivered nowhere any more.',
        }),
    )
    .output(
      z.object({
        url: z.string().nullable(),
        secret: z.string().nullable().meta({ description: 'As standardwebhooks.com writes it: whsec_…' }),
      }),
    ),
};
