import { Webhook } from 'standardwebhooks';
import { readBytes, type StoredBytes } from '#channels/stored-bytes.ts';
import type { Sealer } from '#domain/identity/sealer.ts';
import { deliverySecret } from '#domain/intake/deliver-replies-to.ts';
import { NotSent, type ReplySender, type ReplyToSend } from '#domain/replies/reply-sender.ts';
import { postWebhook, type WebhookAnswer } from './post-webhook.ts';
import { PrivateAddress } from './public-address.ts';

/** What sending to a company's own address takes. `allowedHosts`: hosts of its private network that it may go to;
 * `patience`: milliseconds that it may take (ten seconds). */
interface Tools {
  patience?: number;
  bytes: StoredBytes;
  sealer: Sealer;
  allowedHosts: readonly string[];
}

/**
 * Posts replies to the address of their channel, signed as https://www.standardwebhooks.com has it: `webhook-id` is the reply's id and the same at every
 * try. 2xx is taken; an answer of JSON may name the provider's own id as `id`, so that its echo is known.
 */
export function openWebhookReplies(tools: Tools): ReplySender {
  return {
    async send(reply) {
      const { settings, id } = reply.channel;
      const url = settings.deliverTo;
      const secret = deliverySecret(settings, id, tools.sealer);
      if (typeof url !== 'string')
        throw new NotSent('The channel has no address that replies are delivered to.', { isFinal: true });
      if (secret === null)
        throw new NotSent('The secret that replies are signed with cannot be read. Set the address anew.', {
          isFinal: true,
        });
      const body = JSON.stringify(await bodyOf(reply, tools.bytes));
      const answer = await post(url, body, signed(reply.id, secret, body), {
        allowedHosts: tools.allowedHosts,
        patience: tools.patience ?? 10_000,
      });
      refuseUnlessTaken(answer);
      return { providerId: idIn(answer) };
    },
  };
}

function signed(id: string, secret: string, body: string): Record<string, string> {
  const at = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

async function bodyOf(reply: ReplyToSend, bytes: StoredBytes): Promise<object> {
  const { id, kind, name, account } = reply.channel;
  return {
    type: 'reply.written',
    timestamp: reply.at.toISOString(),
    data: {
      id: reply.id,
      conversationId: reply.conversationId,
      conversation: reply.address?.conversation ?? null,
      channel: { id, kind, name, account },
      to: reply.address?.to ?? null,
      operator: reply.operator,
      text: reply.text,
      attachments: await Promise.all(
        reply.attachments.map(async ({ digest, ...attachment }) => ({
          ...attachment,
          content: (await readBytes(bytes, digest)).toString('base64'),
        })),
      ),
    },
  };
}

async function post(...given: Parameters<typeof postWebhook>): Promise<WebhookAnswer> {
  try {
    return await postWebhook(...given);
  } catch (cause) {
    if (cause instanceof PrivateAddress)
      throw new NotSent(
        `Replies are not delivered to ${cause.message}: it is no public address. VIZITKA_PRIVATE_HOSTS names those that are allowed.`,
        { isFinal: true, cause },
      );
    const { code, name } = cause as NodeJS.ErrnoException;
    const why =
      name === 'AbortError' || name === 'TimeoutError' ? 'it takes too long' : (code ?? 'the connection broke');
    throw new NotSent(`The address that replies are delivered to cannot be reached (${why}).`, { cause });
  }
}

/** RFC 9110: of the client's errors only "too slow" and "too many" pass by themselves. */
function refuseUnlessTaken({ status }: WebhookAnswer): void {
  if (status >= 200 && status < 300) return;
  const passes = status >= 500 || status === 408 || status === 425 || status === 429;
  const words = status >= 300 && status < 400 ? `${status}, a redirection, which is not followed` : String(status);
  throw new NotSent(`The address that replies are delivered to answered ${words}.`, { isFinal: !passes });
}

function idIn({ text }: WebhookAnswer): string | null {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' && id !== '' && id.length <= 1_000 ? id : null;
  } catch {
    return null;
  }
}
