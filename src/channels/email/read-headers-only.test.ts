import { describe, expect, it } from 'vitest';
import { readHeadersOnly } from './read-headers-only.ts';

const options = { ownAddresses: [], authservIds: ['mx.example.com'], now: new Date('2026-11-22T12:00:00Z') };

describe('reading the header alone', () => {
  it('keeps sender, subject, time and the first plain text, decoded', async () => {
    const raw = Buffer.from(
      'From: jana@example.cz\r\nSubject: Hi\r\nDate: 22 Nov 2026 10:00 GMT\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nDobr=C3=BD den\r\n--b--\r\n',
    );
    expect(await readHeadersOnly(raw, options, 'Too much.')).toMatchObject({
      message: {
        item: { from: { value: 'jana@example.cz' }, subject: 'Hi', text: 'Dobrý den', at: '2026-11-22T10:00:00.000Z' },
      },
      warnings: ['Too much. Only its header and the beginning of its text were kept.'],
    });
  });

  const from = 'From: MAILER-DAEMON@example.com\n';
  it.each([
    ['spaces in an address', `From: a${' '.repeat(90_000)}b\n\nx`],
    ['at signs in an address', `From: <a><${'@'.repeat(90_000)}\n\nx`],
    ['brackets', `From: ${'<('.repeat(45_000)}\n\nx`],
    ['letters in a result', `Authentication-Results: mx.example.com; ${'a'.repeat(90_000)}\n${from}\nx`],
    ['words of a subject', `${from}Return-Path: <>\nSubject: ${'delivery '.repeat(10_000)}\n\nx`],
    ['blank lines', `${from}\nx${'\n'.repeat(99_000)}x`],
    ['spaces in the text', `${from}\nx${' '.repeat(99_000)}x`],
    ['many addresses in the text', `${from}\n${'a@example.cz: user \n'.repeat(5_000)}`],
    ['one long word', `${from}\n${'a@'.repeat(49_000)}`],
    ['tags', `From: a@example.com\nContent-Type: text/html\n\n${'<'.repeat(99_000)}`],
  ])('comes to an end, whatever it holds: %s', async (_name, mail) => {
    expect(await readHeadersOnly(Buffer.from(mail), options, 'Too much.')).toHaveProperty('message');
  });
});
