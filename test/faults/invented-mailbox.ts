import { dice } from '../../bench/invented.ts';

/** What was sent, as the sender knows it: the judge of what is stored. Each mail says a word of its own in its text. */
export interface Ledger {
  words: Set<string>;
  attachments: number;
}

/** An own mailbox, towards which mails come and from which answers go. */
export const ownAddress = 'support@example.com';

/**
 * An mbox file's content with its ledger: threads whose mails arrive out of order, several addressees, mails that stand in it
 * twice, and different mails with one Message-ID. The same seed gives the same bytes.
 */
export function inventedMailbox(count: number, seed = count): { mbox: string; ledger: Ledger } {
  const roll = dice(seed);
  const ledger: Ledger = { words: new Set(), attachments: 0 };
  const mails: string[] = [];
  for (let n = 0; n < count; n++) {
    const answered = n > 0 && roll.below(5) < 2 ? n - 1 - roll.below(Math.min(n, 30)) : null;
    const copied = n > 0 && roll.below(50) === 0 ? roll.below(n) : n;
    const hasAttachment = roll.below(25) === 0;
    const mail = written({
      n,
      seed,
      answered,
      messageId: copied,
      hasAttachment,
      person: roll.below(Math.ceil(count / 8)),
      cc: roll.below(3) === 0 ? roll.below(20) : null,
      isOut: answered !== null && roll.below(3) === 0,
    });
    ledger.words.add(wordOf(seed, n));
    if (hasAttachment) ledger.attachments += 1;
    mails.push(mail);
    if (roll.below(20) === 0) mails.push(mail);
  }
  return { mbox: late(mails, roll.below).join(''), ledger };
}

/** The word that only mail number n says. */
function wordOf(seed: number, n: number): string {
  return `word${seed}x${n}`;
}

/** Moves every third mail up to twenty places back: it arrives after its answers. */
function late(mails: string[], below: (n: number) => number): string[] {
  return mails
    .map((mail, place) => ({ mail, place: place + (below(3) === 0 ? below(20) : 0) }))
    .sort((a, b) => a.place - b.place)
    .map(({ mail }) => mail);
}

function written(mail: {
  n: number;
  seed: number;
  answered: number | null;
  messageId: number;
  hasAttachment: boolean;
  person: number;
  cc: number | null;
  isOut: boolean;
}): string {
  const { n, seed } = mail;
  const at = new Date(Date.UTC(2026, 0, 5) + n * 60_000).toUTCString();
  const person = `person${mail.person}@example.cz`;
  const id = (number: number) => `<${number}.${seed}@mail.example.com>`;
  const text = `Dobrý den, ${wordOf(seed, n)} děkuji.`;
  const body = mail.hasAttachment
    ? `--b\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--b\nContent-Type: text/csv; name="meter.csv"\nContent-Disposition: attachment; filename="meter.csv"\n\nmeter;${wordOf(seed, n)}\n--b--`
    : text;
  return [
    `From - ${at}`,
    `From: ${mail.isOut ? ownAddress : `Person ${mail.person} <${person}>`}`,
    `To: ${mail.isOut ? person : ownAddress}`,
    ...(mail.cc === null ? [] : [`Cc: colleague${mail.cc}@example.com`]),
    `Subject: Meter ${n}`,
    `Date: ${at}`,
    `Message-ID: ${id(mail.messageId)}`,
    ...(mail.answered === null ? [] : [`In-Reply-To: ${id(mail.answered)}`, `References: ${id(mail.answered)}`]),
    'MIME-Version: 1.0',
    `Content-Type: ${mail.hasAttachment ? 'multipart/mixed; boundary=b' : 'text/plain; charset=utf-8'}`,
    '',
    body,
    '',
    '',
  ].join('\n');
}
