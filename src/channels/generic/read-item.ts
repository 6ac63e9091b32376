import { type InboundResult, IncomingMessage, incomingLimits } from '#contract/incoming-message.ts';

/**
 * Checks one item of the generic channel (channels.md section 1) by itself.
 * @returns the message, or its refusal with what is wrong in which field.
 */
export function readItem(
  given: unknown,
): { item: IncomingMessage } | { refused: Extract<InboundResult, { result: 'refused' }> } {
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
  return { item };
}

function idOf(given: unknown): string | null {
  const id = (given as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id.slice(0, 1_000) : null;
}
