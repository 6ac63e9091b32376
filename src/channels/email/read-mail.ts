import { mailLimits } from './mail-limits.ts';
import { parseMail } from './parse-mail.ts';
import type { ReadMailOptions, ReadMailResult } from './parsed-mail.ts';
import { prepareRaw } from './prepare-raw.ts';
import { readHeadersOnly } from './read-headers-only.ts';
import { translateMail } from './translate-mail.ts';

export type { ReadMailOptions, ReadMailResult } from './parsed-mail.ts';

/**
 * Reads one mail (RFC 5322, MIME) into the message that the intake takes. Whatever has a header is kept, however
 * malformed, with `warnings` about what could not be read; only bytes that are no mail are refused, with a reason for people.
 * Never throws. Takes as long as it takes: foreign mail is read through `openMailReader`, which keeps the time limit.
 */
export async function readMail(raw: Uint8Array, options: ReadMailOptions): Promise<ReadMailResult> {
  const prepared = prepareRaw(raw.subarray(0, mailLimits.bytes));
  if ('refused' in prepared) return prepared;
  const tooLarge = tooLargeFor(raw, prepared.headerLength);
  if (tooLarge) return readHeadersOnly(raw, options, tooLarge);
  const mail = await parseMail(prepared.raw, prepared.headerLength);
  if (!mail) return readHeadersOnly(raw, options, 'The structure of the mail could not be read.');
  try {
    return translateMail(mail, options);
  } catch (error) {
    return readHeadersOnly(
      raw,
      options,
      `The mail could not be read whole (${error instanceof Error ? error.message : 'unknown'}).`,
    );
  }
}

function tooLargeFor(raw: Uint8Array, headerLength: number): string | null {
  if (raw.length > mailLimits.bytes) return `The mail is larger than ${mailLimits.bytes / 1_000_000} MB.`;
  return headerLength > mailLimits.headers ? `The header is larger than ${mailLimits.headers / 1_000} kB.` : null;
}
