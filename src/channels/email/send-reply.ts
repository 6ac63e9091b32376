import { readBytes, type StoredBytes } from '#channels/stored-bytes.ts';
import { NotSent, type ReplySender, type ReplyToSend } from '#domain/replies/reply-sender.ts';
import { inTime, openMailTransport, reasonOf } from './mail-transport.ts';
import { quotedHtml } from './quoted-html.ts';

/** Milliseconds that the mail server may take for each step, and for all of it: attachments go over slow lines. */
const patience = { step: 30_000, all: 60_000 };

/**
 * Sends replies as mails, from the mailbox of their channel. Every try of one is the same mail: its Message-ID, date and words.
 * @param url as for codes (mail-transport.ts); `from`: what mails come from whose channel has no address of its own.
 * @param bytes where attachments lie.
 */
export function openMailReplies(
  { url, from }: { url: string; from: string },
  bytes: StoredBytes,
): ReplySender & { close(): void } {
  const transport = openMailTransport(url, patience.step);
  return {
    async send(reply) {
      const mail = await mailOf(reply, from, bytes);
      try {
        const sent: { rejected: (string | { address: string })[] } = await inTime(
          transport.sendMail(mail),
          patience.all,
        );
        const refused = sent.rejected.map((one) => (typeof one === 'string' ? one : one.address));
        const trouble = refused.length > 0 ? `The mail server refused it for ${refused.join(', ')}.` : null;
        return { providerId: reply.mail?.messageId ?? null, trouble };
      } catch (error) {
        throw new NotSent(sentence(reasonOf(error)), { isFinal: isFinal(error), cause: error });
      }
    },
    close: () => transport.close(),
  };
}

async function mailOf(reply: ReplyToSend, from: string, bytes: StoredBytes) {
  const { mail, channel } = reply;
  if (!mail) throw new NotSent('It was not written as a mail.', { isFinal: true });
  const own = /^[^\s<>@]+@[^\s<>@]+$/.test(channel.account);
  return {
    from: own ? { name: reply.workspaceName, address: channel.account } : from,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    text: reply.text,
    ...htmlOf(reply),
    date: reply.at,
    messageId: `<${mail.messageId}>`,
    ...(mail.automatic && { headers: { 'auto-submitted': 'auto-replied' } }), // RFC 3834, 5: so that nothing answers it by itself
    ...(mail.inReplyTo && { inReplyTo: `<${mail.inReplyTo}>` }),
    ...(mail.references.length > 0 && { references: mail.references.map((id) => `<${id}>`) }),
    attachments: await Promise.all(
      reply.attachments.map(async ({ name, type, digest }) => ({
        filename: name,
        contentType: type,
        content: await readBytes(bytes, digest),
      })),
    ),
  };
}

/** Longer HTML is quoted as text alone. */
const mostHtml = 200_000;

/** A mail that came with HTML is quoted with it, beside the text that everybody can read. */
function htmlOf({ text, mail, newLength, quotedHtml: cleaned }: ReplyToSend): { html?: string } {
  if (!mail?.quote || newLength === null || !cleaned || cleaned.length > mostHtml) return {};
  return { html: quotedHtml(text.slice(0, newLength).trimEnd(), mail.quote.introduction, cleaned) };
}

/** RFC 5321, 4.2.1: codes from 500 on stay so when it is tried again. A wrong password may be set right meanwhile. */
function isFinal(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  return code !== 'EAUTH' && responseCode >= 500 && responseCode < 600;
}

function sentence(reason: string): string {
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
