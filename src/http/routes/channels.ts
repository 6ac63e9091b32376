import { readItem } from '#channels/generic/read-item.ts';
import { Refusal } from '#contract/errors.ts';
import type { InboundResult } from '#contract/incoming-message.ts';
import { deliverRepliesTo } from '#domain/intake/deliver-replies-to.ts';
import { editChannel, readChannel } from '#domain/intake/edit-channel.ts';
import { keepAttachments } from '#domain/intake/keep-attachments.ts';
import { listChannels } from '#domain/intake/list-channels.ts';
import { loadChannel } from '#domain/intake/load-channel.ts';
import { receiveBatch } from '#domain/intake/receive-batch.ts';
import type { MessageToReceive } from '#domain/intake/receive-message.ts';
import type { Actor } from '#domain/operators/actor.ts';
import { must } from '#domain/operators/policy.ts';
import { readWorkspace } from '#domain/operators/workspaces.ts';
import { type Callbacks, editSignIn, readSignIn } from '#domain/visitors/sign-in/sign-in-settings.ts';
import type { Door, Tx } from '../door.ts';
import { callbackOf } from '../widget/sign-in-routes.ts';
import { signedIn } from './signed-in.ts';

export const channels = {
  list: signedIn.channels.list.handler(({ context }) => context.run(listChannels)),

  read: signedIn.channels.read.handler(({ context, input }) =>
    context.run((tx, actor) => readChannel(tx, actor, input)),
  ),
  edit: signedIn.channels.edit.handler(({ context, input }) =>
    context.run((tx, actor) => editChannel(tx, actor, input)),
  ),
  signIn: signedIn.channels.signIn.handler(({ context, input }) =>
    context.run(async (tx, actor) => readSignIn(tx, actor, await callbacks(context, tx, actor), input)),
  ),
  editSignIn: signedIn.channels.editSignIn.handler(({ context, input }) =>
    context.run(async (tx, actor) =>
      editSignIn(tx, actor, context.door.sealer, await callbacks(context, tx, actor), input),
    ),
  ),
  deliver: signedIn.channels.deliver.handler(({ context, input }) =>
    context.run((tx, actor) => deliverRepliesTo(tx, actor, context.door.sealer, input)),
  ),

  /** Each item is checked by itself and received in order: one bad item never spoils the others. */
  inbound: signedIn.channels.inbound.handler(async ({ context, input: { params, body } }) => {
    const { store, blobs, sealer } = context.door;
    const channel = await context.run((tx, actor) => {
      must(actor, 'handOverMessages');
      return loadChannel(tx, actor.workspaceId, params.id, sealer);
    });
    if (!channel.enabled)
      throw new Refusal('CONFLICT', `The channel “${channel.name}” is switched off. Switch it on in Settings first.`);
    const items: (InboundResult | null)[] = [];
    const good: MessageToReceive[] = [];
    for (const given of Array.isArray(body) ? body : [body]) {
      const reading = await readItem(given);
      items.push('refused' in reading ? reading.refused : null);
      if ('refused' in reading) continue;
      const { attachments, ...item } = reading.item;
      good.push({ item, warnings: reading.warnings, kept: await keepAttachments(blobs, attachments) });
    }
    const received = (await receiveBatch(store, channel, good)).values();
    return { items: items.flatMap((refused) => refused ?? received.next().value ?? []) };
  }),
};

/** Where people come back to from a provider: under the address that people use, else under the one of this request. */
async function callbacks(
  { door, request }: { door: Door; request: Request },
  tx: Tx,
  actor: Actor,
): Promise<Callbacks> {
  const { slug: workspace } = await readWorkspace(tx, actor.workspaceId);
  const origin = door.origin ?? new URL(request.url).origin;
  return (channelId) => ({
    google: callbackOf(origin, { workspace, channelId }, 'google'),
    facebook: callbackOf(origin, { workspace, channelId }, 'facebook'),
  });
}
