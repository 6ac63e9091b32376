import { afterAll, describe, expect, it } from 'vitest';
import { openMailReader } from './parse-pool.ts';

const options = { ownAddresses: [], authservIds: [], now: new Date('2026-11-22T12:00:00Z') };
const mail = (subject: string, body = 'Hello') =>
  Buffer.from(`From: jana@example.cz\nSubject: ${subject}\nDate: 22 Nov 2026 10:00 GMT\n\n${body}`);

/** A mail of a million parts, which takes a parser many seconds. */
const bomb = Buffer.from(
  `From: jana@example.cz\nSubject: bomb\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(1_000_000)}`,
);

describe('the mail reader', () => {
  const reader = openMailReader({ workers: 1 });
  afterAll(() => reader.close());

  it('reads many mails and leaves the bytes to the caller', async () => {
    const raws = Array.from({ length: 100 }, (_, index) => mail(`number ${index}`));
    const results = await Promise.all(raws.map((raw) => reader.read(raw, options)));
    expect(results.map((result) => 'message' in result && result.message.item.subject)).toEqual(
      raws.map((_, index) => `number ${index}`),
    );
    expect(raws[0]?.length).toBeGreaterThan(0);
    expect(await reader.read(Buffer.from('no mail'), options)).toHaveProperty('refused');
  });

  it('stops a mail that takes too long, keeps its header, and reads the ones behind it', {
    timeout: 20_000,
  }, async () => {
    const [before, stopped, after] = await Promise.all(
      [mail('before'), bomb, mail('after')].map((raw) => reader.read(raw, options)),
    );
    expect(before).toHaveProperty('message.item.subject', 'before');
    expect(stopped).toHaveProperty('message.item.subject', 'bomb');
    expect(stopped).toHaveProperty('warnings', [expect.stringContaining('longer than 2 s'), expect.any(String)]);
    expect(after).toMatchObject({ warnings: [], message: { item: { subject: 'after' } } });
  });

  it('rejects what is asked after closing', async () => {
    const closed = openMailReader({ workers: 1 });
    await closed.close();
    await expect(closed.read(mail('late'), options)).rejects.toThrow('closed');
  });
});
