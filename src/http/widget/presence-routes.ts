import { Hono } from 'hono';
import type { Here } from '#contract/widget.ts';
import { HereInput, InvitationAnswer } from '#contract/widget-input.ts';
import { answerInvitation, openInvitation } from '#domain/visitors/answer-invitation.ts';
import { noteGone, noteHere } from '#domain/visitors/presence.ts';
import { openState } from '#domain/visitors/widget-settings.ts';
import type { Door } from '../door.ts';
import { askingOf } from './entrance.ts';
import { limitRate } from './rates.ts';
import { readBody } from './read-body.ts';

/** That a visitor is there, told to the desk where the channel wants it, and what an operator said to them first. */
export function presenceRoutes(door: Door): Hono {
  const routes = new Hono();
  const [signs, answers] = [limitRate(60, 60_000), limitRate(20, 60_000)];
  const inWorkspace = door.store.inWorkspace;

  routes.post('/:workspace/:channelId/here', async (context) => {
    const { channel, visitor } = await askingOf(door, context);
    signs.must(visitor.id);
    const { page, gone } = await readBody(context, HereInput);
    const here = await inWorkspace(channel.workspaceId, async (tx): Promise<Here | null> => {
      if (gone) await noteGone(tx, visitor);
      else await noteHere(tx, channel, visitor, page);
      if (gone) return null;
      const invitation = await openInvitation(tx, visitor);
      const told = invitation && { name: invitation.by.name, text: invitation.text };
      return { ...(await openState(tx, channel)), invitation: told };
    });
    return here ? context.json(here) : context.body(null, 204);
  });

  routes.post('/:workspace/:channelId/invitation', async (context) => {
    const { channel, visitor } = await askingOf(door, context);
    answers.must(visitor.id);
    const { accepted } = await readBody(context, InvitationAnswer);
    const work = { attempts: 10 };
    return context.json(
      await inWorkspace(channel.workspaceId, (tx) => answerInvitation(tx, channel, visitor, accepted), work),
    );
  });

  return routes;
}
