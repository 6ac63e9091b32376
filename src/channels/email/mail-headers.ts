import { decodeWords } from 'postal-mime';

/** One header field: `key` in lower case, `value` unfolded and not decoded, in the order of the message. */
export interface MailHeader {
  key: string;
  value: string;
}

/** The value of the first field of a name, or null. The first of several is the one that counts everywhere. */
export function headerValue(headers: MailHeader[], name: string): string | null {
  return headers.find((header) => header.key === name)?.value ?? null;
}

/** The values of all fields of a name, in order. */
export function headerValues(headers: MailHeader[], name: string): string[] {
  return headers.filter((header) => header.key === name).map((header) => header.value);
}

/** The value of the first field of a name with its encoded words (RFC 2047) decoded, or null. */
export function decodedHeader(headers: MailHeader[], name: string): string | null {
  const value = headerValue(headers, name);
  return value === null ? null : decodeWords(value);
}
