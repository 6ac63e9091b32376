import { setTimeout as pause } from 'node:timers/promises';
import { type ClaimedSending, claimSendings, workspacesToSend } from '#domain/replies/claim-sendings.ts';
import { type Left, NotSent, type ReplySender } from '#domain/replies/reply-sender.ts';
import { noteNotSent, noteSent } from '#domain/replies/settle-sending.ts';
import type { Store } from './store.ts';

/** Who sends replies of which kind of channel. `email` is null where no mail server is set; a web chat needs nobody: the visitor's browser fetches them. */
export interface Senders {
  email: ReplySender | null;
  others: ReplySender;
}

export interface ReplySending {
  /** Claims what is to leave now and begins to send it, as far as there is room; does not wait for it. */
  turn(): Promise<void>;
  /** Waits for all that is under way, ten seconds at most: what is not settled by then is sent by who comes next. */
  settle(): Promise<void>;
}

/** So many at once in this process, and of one workspace: one whose server hangs leaves room for the others. */
const atOnce = { all: 24, workspace: 6 };

/** Milliseconds after which a reply whose process died is claimed by another: longer than any sender takes. */
const usualLease = 120_000;

const patience = 10_000;

/** Sends what is to leave. Several processes may do it at once: each reply is claimed by one of them. */
export function replySending(
  store: Store,
  senders: Senders,
  log: { error(about: object, message: string): void },
  lease = usualLease,
): ReplySending {
  const underWay = new Map<Promise<void>, string>();
  const begin = (workspaceId: string, claimed: ClaimedSending) => {
    const sending = sendOne(store, senders, claimed)
      .catch((error: unknown) => log.error({ err: error }, 'a reply could not be settled and is tried again'))
      .finally(() => underWay.delete(sending));
    underWay.set(sending, workspaceId);
  };
  return {
    async turn() {
      if (underWay.size >= atOnce.all) return;
      for (const id of await store.atTheDoor(workspacesToSend)) {
        const itsOwn = [...underWay.values()].filter((one) => one === id).length;
        const most = Math.min(atOnce.workspace - itsOwn, atOnce.all - underWay.size);
        if (most <= 0) continue;
        const claimed = await store.inWorkspace(id, (tx) => claimSendings(tx, id, { most, lease }));
        for (const one of claimed) begin(id, one);
      }
    },
    async settle() {
      await Promise.race([Promise.all(underWay.keys()), pause(patience, undefined, { ref: false })]);
    },
  };
}

async function sendOne(store: Store, senders: Senders, claimed: ClaimedSending): Promise<void> {
  const { workspaceId } = claimed.reply;
  const left = await leave(senders, claimed).catch((error: unknown) => error);
  if (left instanceof Error) {
    const isForeseen = left instanceof NotSent;
    const { message, isFinal } = isForeseen ? left : { message: 'Something went wrong on our side.', isFinal: false };
    await store.inWorkspace(workspaceId, (tx) => noteNotSent(tx, claimed, { message, isFinal }));
    if (!isForeseen) throw left;
  } else await store.inWorkspace(workspaceId, (tx) => noteSent(tx, claimed, left as Left));
}

/** What ends the process each time it is tried is not tried for ever. */
const mostClaims = 12;

async function leave({ email, others }: Senders, { reply, tries }: ClaimedSending): Promise<Left> {
  if (tries > mostClaims) throw new NotSent('It was begun many times and never came to an end.', { isFinal: true });
  if (reply.channel.kind === 'webchat') return { providerId: null };
  if (reply.channel.kind !== 'email') return others.send(reply);
  if (email === null) throw new NotSent('No mail server is set: VIZITKA_SMTP_URL.');
  return email.send(reply);
}
