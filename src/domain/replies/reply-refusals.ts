import { Refusal } from '#contract/errors.ts';
import type { ReplyWay } from '#contract/reply.ts';

type WayReason = NonNullable<ReplyWay['reason']>;

/** Why one cannot reply, and what to do. `data.reason` says it to programs. */
export function cannotReply(reason: WayReason): Refusal {
  return new Refusal(reason === 'notYours' ? 'FORBIDDEN' : 'CONFLICT', words[reason], { data: { reason } });
}

const words: Record<WayReason, string> = {
  notYours: 'Only who has a conversation, or collaborates in it, replies. Accept it first.',
  closed: 'This conversation is closed. Open it again first.',
  channelOff: 'The channel of this conversation is switched off. An administrator can switch it on in Settings.',
  noSender:
    'This channel takes messages in only: no mail server is set, or no address that replies are delivered to. An administrator can set one.',
  noAddress: 'Nobody is known whom a reply could go to.',
};

/** The client is another one than when the draft was begun. `data.contactId`: the present one, null while it is unknown. */
export function clientChanged(contactId: number | null): Refusal {
  return new Refusal(
    'CONFLICT',
    'This conversation has another client by now than when you began to write. Read it again, and send it if it still holds.',
    { data: { reason: 'clientChanged', contactId } },
  );
}

/** Variables of a template that nobody filled in. */
export function missingVariables(missing: string[]): Refusal {
  const named = missing.map((name) => `{{${name}}}`).join(', ');
  return new Refusal('INVALID', `Fill in ${named} before you send it.`, {
    fields: { text: `Not filled in: ${named}` },
    data: { reason: 'missingVariables', missing },
  });
}
