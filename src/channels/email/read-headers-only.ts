import PostalMime from 'postal-mime';
import { mailLimits } from './mail-limits.ts';
import type { ParsedMail, ReadMailOptions, ReadMailResult } from './parsed-mail.ts';
import { prepareRaw } from './prepare-raw.ts';
import { translateMail } from './translate-mail.ts';

const mostText = 100_000;
const textLook = 1_000_000;

/**
 * Keeps a mail that cannot be read whole: subject, addresses, date and the beginning of its first plain text, no HTML,
 * no attachments, no split of quotations. `reason` becomes the first warning. Its cost is bounded whatever the mail is, so that it is safe outside
 * a worker. Its id differs from that of a full reading of the same mail.
 */
export async function readHeadersOnly(
  raw: Uint8Array,
  options: ReadMailOptions,
  reason: string,
): Promise<ReadMailResult> {
  const prepared = prepareRaw(raw.subarray(0, textLook + mailLimits.headers));
  if ('refused' in prepared) return prepared;
  const bytes = Buffer.from(prepared.raw.buffer, prepared.raw.byteOffset, prepared.raw.byteLength);
  const header = bytes.toString('utf8', 0, Math.min(prepared.headerLength, mailLimits.headers));
  const fields = header.replace(/\r\n/g, '\n').split(/\n(?![ \t])/);
  const kept = fields.filter((field) => field.trim() !== '' && !/^content-/i.test(field));
  const part = firstText(bytes, prepared.headerLength, fields);
  const mail = await readPart(kept, part);
  const warnings = [`${reason} Only its header and the beginning of its text were kept.`];
  return translateMail({ ...mail, html: '', attachments: [], warnings }, options, 'cheap');
}

interface TextPart {
  fields: string[];
  body: Buffer;
}

/** The beginning of the first text/plain part, else of the body itself when it is text, else nothing. */
function firstText(bytes: Buffer, headerLength: number, fields: string[]): TextPart {
  const type = fields.find((field) => /^content-type:/i.test(field)) ?? '';
  const body = bytes.subarray(headerLength, headerLength + textLook);
  if (!/^content-type:\s*(multipart|message)\//i.test(type)) {
    const isText = type === '' || /^content-type:\s*text\//i.test(type);
    return {
      fields: fields.filter((field) => /^content-/i.test(field)),
      body: isText ? body.subarray(0, mostText) : Buffer.alloc(0),
    };
  }
  const seen = body.toString('latin1');
  const found = /^content-type:[ \t]*text\/plain/im.exec(seen);
  if (!found) return { fields: [], body: Buffer.alloc(0) };
  const start = seen.lastIndexOf('\n--', found.index);
  const headerEnd = /\n\r?\n/.exec(seen.slice(found.index))?.index;
  if (headerEnd === undefined) return { fields: [], body: Buffer.alloc(0) };
  const from = found.index + headerEnd + 1;
  const end = /\n--[^\s-]/.exec(seen.slice(from, from + mostText))?.index ?? mostText;
  const partHeader = seen
    .slice(Math.max(0, start), from)
    .replace(/\r\n/g, '\n')
    .split(/\n(?![ \t])/);
  return {
    fields: partHeader.filter((field) => /^content-(type|transfer-encoding):/i.test(field)),
    body: body.subarray(from, from + end),
  };
}

/** A small mail of one part made of the header and that part, for the parser: it knows encodings and charsets. */
async function readPart(header: string[], part: TextPart): Promise<Pick<ParsedMail, 'headers' | 'text'>> {
  const whole = (fields: string[]) =>
    Buffer.concat([Buffer.from(`${[...header, ...fields].join('\n').trim()}\n\n`), part.body]);
  const mail = await PostalMime.parse(whole(part.fields.slice(0, 10)), { maxHeadersSize: 10 * mailLimits.headers });
  return { headers: mail.headers, text: (mail.text ?? (mail.html ?? '').replace(/<[^<>]*>/g, ' ')).slice(0, mostText) };
}
