import { cleanHtml } from '#channels/html/clean-html.ts';
import { type InboundResult, IncomingMessage, incomingLimits } from '#contract/incoming-message.ts';

/** One item read: the message with what could not be kept of it, or its refusal with what is wrong in which field. */
export type ReadItemResult =
  | { item: IncomingMessage; warnings: string[] }
  | { refused: Extract<InboundResult, { result: 'refused' }> };

/**
 * Checks one item of the generic channel (channels.md section 1) by itself. Its HTML is cleaned as a mail's is; an item without text
 * gets what its HTML reads as, so that it is read and found.
 */
export async function readItem(given: unknown): Promise<ReadItemResult> {
  const parsed = IncomingMessage.safeParse(given);
  const id = idOf(given);
  if (!parsed.success) {
    const fields = Object.fromEntries(
      parsed.error.issues.slice(0, 20).map((issue) => [issue.path.join('.') || 'item', issue.message]),
    );
    const [field, message] = Object.entries(fields)[0] ?? ['item', 'not an item'];
    return { refused: { id, result: 'refused', reason: `${field}: ${message}`, fields } };
  }
  const item = parsed.data;
  if (item.direction === 'out' && !item.client) {
    const reason = 'client: required when direction is "out": say whom the conversation is with.';
    return { refused: { id, result: 'refused', reason, fields: { client: 'required when direction is "out"' } } };
  }
  const bytes = (item.attachments ?? []).reduce((sum, one) => sum + (one.content?.length ?? 0) * 0.75, 0);
  if (bytes > incomingLimits.attachmentBytes) {
    const reason = `attachments: together over ${incomingLimits.attachmentBytes / 1_000_000} MB. Give a url instead of content.`;
    return { refused: { id, result: 'refused', reason, fields: { attachments: 'too large' } } };
  }
  return item.html === undefined ? { item, warnings: [] } : withCleanHtml(item, item.html);
}

async function withCleanHtml({ html: _unsafe, ...item }: IncomingMessage, html: string): Promise<ReadItemResult> {
  const clean = await cleanHtml(html);
  const hasText = Boolean(item.text?.trim());
  if (clean) return { item: { ...item, html: clean.html, ...(!hasText && { text: clean.text }) }, warnings: [] };
  const text = html.replace(/<[^<>]*>/g, ' ').slice(0, incomingLimits.text);
  return {
    item: { ...item, ...(!hasText && { text }) },
    warnings: ['The HTML took too long to clean and was left out.'],
  };
}

function idOf(given: unknown): string | null {
  const id = (given as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id.slice(0, 1_000) : null;
}
