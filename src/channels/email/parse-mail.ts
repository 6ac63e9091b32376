import PostalMime from 'postal-mime';
import { mailLimits } from './mail-limits.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** Levels that the parser can take apart; it refuses 257. */
const deepest = 256;

/**
 * Takes a mail apart with postal-mime. Parts nested deeper than the limit are read flat, with a warning; a body that says it
 * has parts and has none is read as text. Null when the parser gives up (over 256 levels, over 100 kB of headers, a
 * defect), so that the caller reads the header alone.
 */
export async function parseMail(raw: Uint8Array, headerLength: number): Promise<ParsedMail | null> {
  const mail = (await parseTo(mailLimits.depth, raw)) ?? (await parseTo(deepest, raw));
  const isEmpty = mail && mail.text.trim() === '' && mail.html === '' && mail.attachments.length === 0;
  if (!isEmpty || !hasLetters(raw.subarray(headerLength))) return mail;
  const flat = await parseTo(mailLimits.depth, withoutParts(raw, headerLength));
  return flat && flat.text.trim() !== '' ? { ...mail, text: flat.text } : mail;
}

function hasLetters(body: Uint8Array): boolean {
  return body.some((byte) => byte > 0x20);
}

function withoutParts(raw: Uint8Array, headerLength: number): Uint8Array {
  const header = Buffer.from(raw.subarray(0, headerLength)).toString('latin1');
  const fields = header.split(/\r?\n(?![ \t])/).filter((field) => !/^content-type:/i.test(field));
  return Buffer.concat([Buffer.from(`${fields.join('\n').trim()}\n\n`, 'latin1'), raw.subarray(headerLength)]);
}

async function parseTo(depth: number, raw: Uint8Array): Promise<ParsedMail | null> {
  try {
    const mail = await PostalMime.parse(raw, {
      maxNestingDepth: depth,
      maxHeadersSize: mailLimits.headers,
      maxRfc822NestingDepth: 5,
    });
    const attachments = mail.attachments.map(({ filename, mimeType, content }) => {
      return { name: filename, type: mimeType, content: bytesOf(content) };
    });
    const warnings =
      depth > mailLimits.depth ? [`Parts lie deeper than ${mailLimits.depth} levels; they were read flat.`] : [];
    return { headers: mail.headers, text: mail.text ?? '', html: mail.html ?? '', attachments, warnings };
  } catch {
    return null;
  }
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}
