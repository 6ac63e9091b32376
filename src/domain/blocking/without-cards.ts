import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { maskCards, maskCardsInHtml } from './mask-cards.ts';

/** A message with the numbers of payment cards masked wherever words of it are kept (R-DSK-5): text, subject, HTML, parameters, the words of a call. */
export function withoutCards(message: ReceivedMessage): ReceivedMessage {
  const { item, mail } = message;
  return {
    ...message,
    item: {
      ...item,
      ...(item.text !== undefined && { text: maskCards(item.text) }),
      ...(item.subject !== undefined && { subject: maskCards(item.subject) }),
      ...(item.html !== undefined && { html: maskCardsInHtml(item.html) }),
      ...(item.parameters && { parameters: maskedValues(item.parameters) }),
      ...(item.call?.transcript && {
        call: {
          ...item.call,
          transcript: item.call.transcript.map((line) => ({ ...line, text: maskCards(line.text) })),
        },
      }),
    },
    ...(mail && { mail: { ...mail, ...(mail.newText !== undefined && { newText: maskCards(mail.newText) }) } }),
  };
}

/** Values by name, with the numbers of cards in them masked. */
export function maskedValues<Value>(values: Record<string, Value>): Record<string, Value> {
  const masked = Object.entries(values).map(([name, value]) => [name, maskedValue(value)] as const);
  return Object.fromEntries(masked);
}

function maskedValue<Value>(value: Value): Value {
  if (typeof value === 'string') return maskCards(value) as Value;
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
  const digits = isWhole ? maskCards(String(value)) : '';
  return isWhole && digits !== String(value) ? (digits as Value) : value;
}
