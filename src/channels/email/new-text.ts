import EmailReplyParser from 'email-reply-parser';
import { embeddedHeader, isAttribution, isDeviceLine, isMessageMarker } from './quote-marks.ts';

/** A longer text is split by our own rules alone: the library's patterns take more than linear time. In characters. */
const libraryLimit = 10_000;
const linesLooked = 20_000;

/**
 * What a mail says anew: its text without the quoted mails below or above it, without the marks that introduce them and
 * without the signature. Our own rules first (many languages, Czech among them), then email-reply-parser where they found no quotation.
 * Quotations that a person answers line by line stay. A mail that is nothing but quotation stays whole.
 */
export function newText(text: string): string {
  const lines = text.split('\n');
  if (lines.length > linesLooked) return text;
  const own = withoutQuotes(lines);
  const trimmed = trimBlank(own.lines);
  const found = own.cut || text.length > libraryLimit ? trimmed : byLibrary(trimmed);
  const fresh = trimBlank(withoutSignature(found));
  if (fresh.length === 0) return text.trim() === '' ? '' : trimBlank(lines).join('\n');
  return fresh.length === lines.length ? text : fresh.join('\n');
}

interface Mark {
  kind: 'attribution' | 'message';
  start: number;
  end: number;
}

function withoutQuotes(lines: string[]): { lines: string[]; cut: boolean } {
  let rest = lines;
  let cut = false;
  for (let round = 0; round < 50; round++) {
    const mark = firstMark(rest);
    if (!mark) break;
    cut = true;
    const before = rest.slice(0, mark.start);
    const after = rest.slice(mark.end);
    if (before.every(isBlank)) {
      // At the very top: a forwarded mail is what is sent; below an attribution the answer follows its quotation
      const answer = mark.kind === 'attribution' ? (afterLeadingQuote(after) ?? after) : after;
      if (answer.every(isBlank)) break;
      rest = answer;
      if (mark.kind === 'message') break;
      continue;
    }
    const answer = mark.kind === 'attribution' ? afterLeadingQuote(after) : null;
    if (answer && aboveSignature(answer).some(isWritten)) {
      rest = [...before, ...after]; // answered between the lines: the quotations are needed to understand it
      continue;
    }
    return { lines: withoutTrailingQuote(before), cut };
  }
  return { lines: withoutTrailingQuote(rest), cut };
}

/** The first place where older text is introduced. An attribution may be broken over up to six lines. */
function firstMark(lines: string[]): Mark | null {
  for (const [place, line] of lines.entries()) {
    if (isBlank(line) || line.length > 1_000) continue;
    if (isMessageMarker(line)) {
      return { kind: 'message', start: place, end: skipHeader(lines, place + 1) };
    }
    const header = /^\s*>/.test(line) ? 0 : embeddedHeader(lines, place);
    if (header > 0) return { kind: 'message', start: ruleAbove(lines, place), end: place + header };
    const length = /^\s*[>|]/.test(line) ? 0 : attributionLength(lines, place);
    if (length > 0) {
      const end = place + length;
      return { kind: 'attribution', start: latestOpening(lines, place, end), end };
    }
  }
  return null;
}

const broken = /^[\s*_-]*(on|dne|dňa|am|le|el|il|em|op|den|w dniu|dnia|pe)\b.*\d/iu;

function attributionLength(lines: string[], place: number): number {
  const first = lines[place] ?? '';
  const reach = broken.test(first) ? 6 : 3;
  let joined = '';
  for (let length = 1; length <= reach; length++) {
    const line = lines[place + length - 1] ?? '';
    if (isBlank(line) && reach < 6) return 0;
    joined = `${joined} ${line}`;
    if (joined.length > 600) return 0;
    if (isAttribution(joined)) return length;
  }
  return 0;
}

/** The line above an attribution may end up in it: it begins at the last line that can open one. */
function latestOpening(lines: string[], place: number, end: number): number {
  for (let start = end - 1; start > place; start--) {
    if (broken.test(lines[start] ?? '') && isAttribution(lines.slice(start, end).join(' '))) return start;
  }
  return place;
}

function skipHeader(lines: string[], from: number): number {
  let place = from;
  while (place < lines.length && isBlank(lines[place] ?? '')) place++;
  const length = embeddedHeader(lines, place);
  if (length === 0) return from;
  place += length;
  while (place < lines.length && !isBlank(lines[place] ?? '')) place++; // a folded subject
  return place;
}

function ruleAbove(lines: string[], place: number): number {
  let above = place;
  while (above > 0 && (isBlank(lines[above - 1] ?? '') || /^\s*[-_=]{5,}\s*$/.test(lines[above - 1] ?? ''))) above--;
  return above;
}

/** What stands below a quotation; null when none stands first. */
function afterLeadingQuote(lines: string[]): string[] | null {
  const end = lines.findIndex((line) => !isBlank(line) && !isQuoted(line));
  const quote = end < 0 ? lines : lines.slice(0, end);
  if (!quote.some(isQuoted)) return null;
  return end < 0 ? [] : lines.slice(end);
}

function withoutTrailingQuote(lines: string[]): string[] {
  let end = lines.length;
  while (end > 0 && (isBlank(lines[end - 1] ?? '') || isQuoted(lines[end - 1] ?? ''))) end--;
  const kept = lines.slice(0, end);
  return kept.some((line) => !isBlank(line)) ? kept : lines;
}

/** The library finds introductions in further languages; what it hides in the middle of a text is not followed. */
function byLibrary(lines: string[]): string[] {
  const text = lines.join('\n');
  const fragments = new EmailReplyParser().read(text).getFragments();
  const quoted = fragments.findIndex((fragment) => fragment.isQuoted());
  const isLast = quoted > 0 && fragments.slice(quoted).every((fragment) => fragment.isHidden());
  const opening = fragments[quoted]?.getContent().trimStart() ?? '';
  if (!isLast || opening.startsWith('>')) return lines;
  const start = text.indexOf(opening.slice(0, 200));
  return start > 0 ? text.slice(0, start).split('\n') : lines;
}

function aboveSignature(lines: string[]): string[] {
  const mark = lines.findIndex((line) => signatureMark.test(line));
  return mark < 0 ? lines : lines.slice(0, mark);
}

const signatureMark = /^(-- ?|—)$/;

function withoutSignature(lines: string[]): string[] {
  const mark = lines.findIndex((line, place) => {
    const remaining = lines.length - place - 1;
    return (
      signatureMark.test(line) &&
      (line === '-- ' || remaining <= 12) &&
      lines.slice(0, place).some((above) => !isBlank(above))
    );
  });
  let end = mark > 0 ? mark : lines.length;
  while (end > 1 && lines.slice(0, end - 1).some((line) => !isBlank(line)) && isEnding(lines[end - 1] ?? '')) end--;
  return lines.slice(0, end);
}

function isEnding(line: string): boolean {
  return isBlank(line) || isRule(line) || isDeviceLine(line);
}

function isRule(line: string): boolean {
  return line.length < 200 && /^[\s\-_=*#~+\u1427]+$/.test(line);
}

function isQuoted(line: string): boolean {
  return /^\s*[>|]/.test(line);
}

function isWritten(line: string): boolean {
  return !isBlank(line) && !isQuoted(line) && !isEnding(line);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function trimBlank(lines: string[]): string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  if (first < 0) return [];
  return lines.slice(first, lines.findLastIndex((line) => !isBlank(line)) + 1);
}
