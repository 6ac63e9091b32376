import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ContactId } from './contact.ts';
import { Hold, HoldInput } from './hold.ts';
import { listOf, page } from './page.ts';
import { RetentionEdit, RetentionKind, RetentionOf, RetentionPreview, RetentionScope } from './retention.ts';

const tags = ['Retention'];
const whole = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), nextCursor: z.null() });
const Held = Hold.extend({ changeId: z.string().nullable() });

/** How long things are kept (R-HIS-7): part of api.ts. */
export const retention = {
  list: oc
    .route({
      method: 'GET',
      path: '/retention',
      tags,
      summary: 'The periods of the workspace, its queues and channels',
    })
    .output(whole(RetentionOf)),
  preview: oc
    .route({ method: 'POST', path: '/retention/preview', tags, summary: 'What a period would take away, and when' })
    .input(RetentionEdit)
    .output(RetentionPreview),
  set: oc
    .route({
      method: 'PUT',
      path: '/retention',
      tags,
      summary: 'Sets a period; a shortened one asks to be sure, waits for 14 days, and may be taken back until then',
    })
    .input(
      RetentionEdit.extend({
        sure: z
          .boolean()
          .default(false)
          .meta({ description: 'What would go was seen; else a shortened one is a conflict.' }),
      }),
    )
    .output(RetentionOf),
  takeBack: oc
    .route({
      method: 'POST',
      path: '/retention/take-back',
      tags,
      summary: 'A period that waits for its day never comes',
    })
    .input(z.strictObject({ scope: RetentionScope, id: z.uuid().optional(), kind: RetentionKind }))
    .output(RetentionOf),
};

/** What is held: part of api.ts. */
export const holds = {
  list: oc
    .route({ method: 'GET', path: '/holds', tags, summary: 'What is held now, the newest first' })
    .input(z.object(page))
    .output(listOf(Hold)),
  lift: oc
    .route({ method: 'POST', path: '/holds/{id}/lift', tags })
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.object({ changeId: z.string().nullable() })),
};

/** Holds of a card: part of `contacts` in api.ts. */
export const cardHolds = {
  holds: oc
    .route({ method: 'GET', path: '/contacts/{id}/holds', tags, summary: 'What holds a card now' })
    .input(z.strictObject({ id: ContactId }))
    .output(whole(Hold)),
  hold: oc
    .route({
      method: 'POST',
      path: '/contacts/{id}/holds',
      successStatus: 201,
      tags,
      summary: 'Holds a card, those merged with it, and their conversations',
    })
    .input(HoldInput.extend({ id: ContactId }))
    .output(Held),
};

/** Holds of a conversation: part of `conversations` in api.ts. */
export const conversationHolds = {
  holds: oc
    .route({
      method: 'GET',
      path: '/conversations/{id}/holds',
      tags,
      summary: 'What holds a conversation now, its card’s holds too',
    })
    .input(z.strictObject({ id: z.uuid() }))
    .output(whole(Hold)),
  hold: oc
    .route({ method: 'POST', path: '/conversations/{id}/holds', successStatus: 201, tags })
    .input(HoldInput.extend({ id: z.uuid() }))
    .output(Held),
};
