import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { IncomingMessage, SignedInSender } from '#contract/incoming-message.ts';
import type { MessageTaken } from '#contract/widget.ts';
import type { Database } from '#db/database.ts';
import type { KeptAttachment } from '../intake/keep-attachments.ts';
import type { LoadedChannel } from '../intake/load-channel.ts';
import { readMessage, receiveRead } from '../intake/receive-message.ts';
import { messagePlace } from './message-place.ts';
import { evidentProfile } from './sign-in/evident-profile.ts';
import { signedInFor } from './signed-in.ts';
import { conversationOf, type Visitor } from './visitor.ts';

interface SaidByVisitor {
  id: string;
  text: string;
  kept: KeptAttachment[];
}

/**
 * A visitor's message takes the same way as any other (domain/intake): thread and sender are the visitor's, its id is the widget's own, so that a
 * repetition changes nothing. The signed identity goes along as it was checked when the site gave it.
 */
export async function receiveVisitorMessage(
  database: Database,
  channel: LoadedChannel,
  visitor: Visitor,
  said: SaidByVisitor,
  now = new Date(),
): Promise<MessageTaken> {
  const identity = identityAt(visitor, now);
  const item = itemOf(visitor, said, now, identity?.token);
  const signedIn = signedInAt(visitor, now);
  const message = { item, kept: said.kept, ...(signedIn && { signedIn }) };
  const read = await readMessage(channel, message, identity?.checkedAt ?? now);
  return database.inWorkspace(
    channel.workspaceId,
    async (tx) => {
      await receiveRead(tx, channel, read);
      const conversation = await conversationOf(tx, visitor);
      if (!conversation) throw new Refusal('UNAVAILABLE', 'Your message could not be kept. Please send it again.');
      await sql`update visitor set conversation_id = ${conversation.id}, seen_at = ${now}
        where workspace_id = ${visitor.workspaceId} and id = ${visitor.id}`.execute(tx);
      return { entryId: read.delivery.entryId, conversationId: conversation.id };
    },
    { attempts: 10 },
  );
}

function itemOf(visitor: Visitor, { id, text }: SaidByVisitor, now: Date, identity?: string): IncomingMessage {
  return {
    id: messagePlace(visitor.id, id),
    conversation: visitor.id,
    at: now.toISOString(),
    type: 'message',
    direction: 'in',
    from: senderOf(visitor),
    ...(text && { text }),
    parameters: parametersOf(visitor),
    ...(identity && { identity }),
  };
}

/** Whom a visitor's words come from: a browser, which is a claim (R-REC-1). */
export function senderOf({ browser }: Visitor): IncomingMessage['from'] {
  return { kind: 'browser', value: browser };
}

/** The preset parameters cannot be said otherwise by the site (R-TAB-4). */
export function parametersOf({ page, language, parameters }: Visitor): NonNullable<IncomingMessage['parameters']> {
  return {
    ...parameters,
    ...(page.url && { entry_page: page.url }),
    ...(page.browser && { browser: page.browser }),
    ...(page.system && { system: page.system }),
    ...(language && { language }),
  };
}

function identityAt({ identity, identifiedAt }: Visitor, now: Date): { token: string; checkedAt: Date } | null {
  if (identity === null || identifiedAt === null) return null;
  return isStill(identifiedAt, signedInFor.site, now) ? { token: identity, checkedAt: identifiedAt } : null;
}

/** Whom a provider's sign-in named, as evidence of what they say; null for nobody, or when it was too long ago. */
export function signedInAt({ signIn, identifiedAt }: Visitor, now: Date): SignedInSender | null {
  if (signIn === null || identifiedAt === null) return null;
  return isStill(identifiedAt, signedInFor.provider, now) ? evidentProfile(signIn) : null;
}

function isStill(since: Date, milliseconds: number, now: Date): boolean {
  return now.getTime() - since.getTime() < milliseconds;
}
