import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { dice, person, text } from './invented.ts';

/**
 * Writes an mbox file of n invented messages (a third of them replies): `node bench/make-mailbox.ts FILE [N=100000]`.
 * The same N gives the same bytes.
 */
const [path, count = '100000'] = process.argv.slice(2);
if (!path) throw new Error('Usage: node bench/make-mailbox.ts FILE [N]');
const total = Number(count);
const out = createWriteStream(path);
const roll = dice(total);
const start = Date.UTC(2024, 0, 1);
for (let n = 0; n < total; n++) {
  if (!out.write(message(n))) await once(out, 'drain');
}
out.end();
await once(out, 'close');

function message(n: number): string {
  const who = person(roll.below(Math.max(10, total / 4)));
  const at = new Date(start + n * 400_000);
  const answered = n > 3 && roll.below(3) === 0 ? n - 1 - roll.below(Math.min(n - 1, 50)) : null;
  const isOut = answered !== null && roll.below(2) === 0;
  const from = isOut
    ? 'Support <support@example.com>'
    : `=?utf-8?B?${Buffer.from(who.name).toString('base64')}?= <${who.email}>`;
  const to = isOut ? who.email : 'support@example.com';
  return [
    `From - ${at.toUTCString()}`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${answered === null ? '' : 'Re: '}${text(roll, 4)}`,
    `Date: ${at.toUTCString()}`,
    `Message-ID: <${n}.${total}@mail.example.com>`,
    ...(answered === null
      ? []
      : [
          `In-Reply-To: <${answered}.${total}@mail.example.com>`,
          `References: <${answered}.${total}@mail.example.com>`,
        ]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text(roll, 20 + roll.below(120)),
    '',
    text(roll, 30),
    '',
    '',
  ].join('\n');
}
