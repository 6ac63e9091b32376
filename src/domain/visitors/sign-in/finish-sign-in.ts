import { sql } from 'kysely';
import { trustLevel } from '#contract/identifiers.ts';
import type { Session } from '#contract/widget.ts';
import type { Tx } from '#db/database.ts';
import { giveEvidence } from '../../conversations/details/given-evidence.ts';
import { recordChange } from '../../history/record-change.ts';
import { canonicalValue } from '../../identity/canonical.ts';
import type { Sealer } from '../../identity/sealer.ts';
import type { LoadedChannel } from '../../intake/load-channel.ts';
import { recogniseFurther } from '../../intake/recognise-again.ts';
import { announce } from '../../live/announce.ts';
import { identifyByProvider } from '../identify-visitor.ts';
import { conversationOf, type Visitor } from '../visitor.ts';
import { evidentProfile } from './evident-profile.ts';
import type { ProviderProfile } from './provider-profile.ts';
import { takeBack } from './sign-in-steps.ts';

/**
 * The window that began a sign-in brings its code: the visitor is whom the provider named, from their next words on, and in the conversation that runs at once
 * (section 4 of the rules of recognition: again when new evidence arrives). Another person than before begins a session of their own (R-REC-4).
 * @throws INVALID for a code that is none of this visitor's, was used, or is over.
 */
export async function finishSignIn(
  tx: Tx,
  sealer: Sealer,
  channel: LoadedChannel,
  { visitor, token }: { visitor: Visitor; token: string },
  code: string,
): Promise<Session> {
  const profile = await takeBack(tx, sealer, visitor, code);
  const session = await identifyByProvider(tx, channel, { visitor, token }, profile);
  if (session.token === token) await tellRunning(tx, channel, visitor, profile);
  return session;
}

async function tellRunning(tx: Tx, channel: LoadedChannel, visitor: Visitor, profile: ProviderProfile): Promise<void> {
  const { workspaceId, id, name } = channel;
  const running = await conversationOf(tx, visitor);
  if (!running) return;
  await sql`select from conversation where workspace_id = ${workspaceId} and id = ${running.rootId} for no key update`.execute(
    tx,
  );
  for (const { kind, value, trust } of evidentProfile(profile).values) {
    await giveEvidence(tx, workspaceId, running.rootId, {
      ...canonicalValue({ kind, value }),
      trust: trustLevel(trust),
    });
  }
  const done = await recogniseFurther(tx, workspaceId, running.rootId);
  if (done && done.touched.length > 0)
    await recordChange(
      tx,
      { type: 'channel', workspaceId, id, name },
      {
        verb: 'recognise',
        items: done.touched,
        reason: { rule: done.decision.rule },
        conversationId: running.rootId,
      },
    );
  await announce(tx, workspaceId, { topic: 'conversation', conversationId: running.rootId, what: 'link' });
}
