import { Hono } from 'hono';
import { notFound } from '#contract/errors.ts';
import { CallbackInput } from '#contract/widget-input.ts';
import { askForCall, cancelCall } from '#domain/visitors/calls/ask-for-call.ts';
import { callTimes } from '#domain/visitors/calls/call-times.ts';
import { shownForm } from '#domain/visitors/widget-settings.ts';
import { clientAddressHeader } from '../auth/auth.ts';
import type { Door } from '../door.ts';
import { answering } from './answer-forms.ts';
import { askingOf, channelOf } from './entrance.ts';
import { limitRate } from './rates.ts';
import { readBody } from './read-body.ts';

/** A visitor would rather be called (R-TAB-8, R-DSK-4). */
export function callRoutes(door: Door): Hono {
  const routes = new Hono();
  const [lookups, calls] = [limitRate(60, 60_000), limitRate(10, 60_000)];
  const inWorkspace = door.store.inWorkspace;

  routes.get('/:workspace/:channelId/callback', async (context) => {
    lookups.must(context.req.header(clientAddressHeader) ?? '');
    const channel = await channelOf(door, context);
    return context.json(await inWorkspace(channel.workspaceId, (tx) => callTimes(tx, channel)));
  });

  routes.post('/:workspace/:channelId/callback', async (context) => {
    const asking = await askingOf(door, context);
    const { channel, visitor } = asking;
    calls.must(visitor.id);
    const { from, ...given } = await readBody(context, CallbackInput);
    const formId = channel.settings.callbackForm;
    const answers = await answering(asking, { formId: formId ?? '' }, { ...given, confirmed: true });
    const asked = await inWorkspace(
      channel.workspaceId,
      async (tx) => {
        const form = await shownForm(tx, channel.workspaceId, formId, 'callback');
        if (!form) throw notFound('form');
        return askForCall(tx, channel, visitor, { form, answering: answers, from });
      },
      { attempts: 10 },
    );
    return context.json(asked, 201);
  });

  routes.post('/:workspace/:channelId/callback/:id/cancel', async (context) => {
    const { visitor } = await askingOf(door, context);
    calls.must(visitor.id);
    const id = context.req.param('id');
    await inWorkspace(visitor.workspaceId, (tx) => cancelCall(tx, visitor, id));
    return context.body(null, 204);
  });

  return routes;
}
