import type { MailFacts } from '#contract/incoming-message.ts';
import { readAddresses } from './mail-addresses.ts';
import { decodedHeader, headerValue, type MailHeader } from './mail-headers.ts';

const daemons = /^(mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon)$/i;
const robots = /^(postmaster|bounces?([-+=].*)?)$/i;
const bounceSubject =
  /undeliver|delivery (status|failure|problem|incomplete|has failed|notification)|mail delivery|returned mail|failure notice|delivery.*fail|nedoručiteln|nedoručen|unzustellbar|non remis|no se (ha )?pud|message not delivered|could not be delivered|mail system error|returned to sender|warning: could not send|delayed mail|delivery delayed|mail failed|returning to sender/i;
const automaticSubject =
  /^\s*(auto(matic)?[- ]?(reply|response)\b|automatische antwort|automatická odpověď|automaticka odpoved|out of (the )?office|abwesenheitsnotiz|réponse automatique|respuesta automática|mimo kancelář)/i;

/**
 * Mail that no person wrote to us just now: a delivery failure, an automatic answer (RFC 3834), or bulk mail (RFC 2919,
 * RFC 2369), else null. `hasDeliveryStatus` says whether a message/delivery-status part (RFC 3464) is in the body.
 */
export function readAutomatic(headers: MailHeader[], hasDeliveryStatus: boolean): MailFacts['automatic'] {
  if (isBounce(headers, hasDeliveryStatus)) return 'bounce';
  if (isAutoReply(headers)) return 'autoReply';
  return isBulk(headers) ? 'bulk' : null;
}

function isBounce(headers: MailHeader[], hasDeliveryStatus: boolean): boolean {
  const type = headerValue(headers, 'content-type') ?? '';
  if (/^\s*multipart\/report\b/i.test(type) && /report-type\s*=\s*"?delivery-status/i.test(type)) return true;
  const nobody = headerValue(headers, 'return-path')?.replace(/\s/g, '') === '<>';
  const local = senderName(headers);
  if (daemons.test(local)) return true;
  const robot = robots.test(local);
  if (hasDeliveryStatus && (robot || nobody)) return true;
  if (headerValue(headers, 'x-failed-recipients') !== null && (robot || nobody)) return true;
  return (robot || nobody) && bounceSubject.test(decodedHeader(headers, 'subject')?.slice(0, 500) ?? '');
}

function senderName(headers: MailHeader[]): string {
  const from = headerValue(headers, 'from') ?? headerValue(headers, 'sender') ?? '';
  return readAddresses(from)[0]?.value.split('@')[0] ?? from.replace(/<[^<>]*>|\([^()]*\)|["\s]/g, '');
}

function isAutoReply(headers: MailHeader[]): boolean {
  const submitted = headerValue(headers, 'auto-submitted')?.split(/[;(]/)[0]?.trim().toLowerCase() ?? 'no';
  if (submitted !== 'no' && submitted !== '') return true;
  if (['x-autoreply', 'x-autorespond', 'x-auto-reply-from'].some((name) => isSet(headers, name))) return true;
  if (/auto.?repl/i.test(headerValue(headers, 'precedence') ?? '')) return true;
  if (isSet(headers, 'x-auto-response-suppress')) return true; // [MS-OXCMAIL]: machines set it, people's programs do not
  const type = headerValue(headers, 'content-type') ?? '';
  if (/^\s*multipart\/report\b/i.test(type)) return true; // read receipts, abuse reports
  return automaticSubject.test(decodedHeader(headers, 'subject') ?? '');
}

function isBulk(headers: MailHeader[]): boolean {
  if (isSet(headers, 'list-id')) return true;
  const precedence = headerValue(headers, 'precedence')?.trim() ?? '';
  if (/^(list|bulk|junk)\b/i.test(precedence)) return true;
  return ['list-unsubscribe', 'list-post', 'feedback-id', 'x-campaign-id'].some((name) => isSet(headers, name));
}

function isSet(headers: MailHeader[], name: string): boolean {
  const value = headerValue(headers, name)?.trim().toLowerCase();
  return value !== undefined && value !== '' && value !== 'no' && value !== 'none' && value !== 'false';
}
