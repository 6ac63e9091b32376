import { describe, expect, it } from 'vitest';
import { IncomingMessage } from '#contract/incoming-message.ts';
import { readMail } from './read-mail.ts';

const now = new Date('2026-11-22T12:00:00Z');
const options = { ownAddresses: ['Shop@Example.com '], authservIds: ['mx.example.com'], now };

async function read(text: string | Uint8Array) {
  const result = await readMail(typeof text === 'string' ? Buffer.from(text.replace(/\r?\n/g, '\r\n')) : text, options);
  if ('refused' in result) throw new Error(result.refused);
  IncomingMessage.parse(result.message.item);
  return { ...result, item: result.message.item, mail: result.message.mail };
}

const plain = `From: =?utf-8?Q?Jana_Nov=C3=A1kov=C3=A1?= <jana@example.cz>
To: Shop <shop@example.com>, "Petr" <petr@example.org>
Subject: =?windows-1250?Q?Objedn=E1vka?=
Date: Sun, 22 Nov 2026 10:00:00 +0100
Message-ID: <1@example.cz>
In-Reply-To: <b@example.com>
References: <a@example.com>,<b@example.com>
	<a@example.com>

Dobrý den.
`;

describe('reading a mail', () => {
  it('gives sender, participants, subject, time, text and the ids of its thread', async () => {
    const { item, mail, newText, warnings } = await read(plain);
    expect(item).toMatchObject({
      at: '2026-11-22T09:00:00.000Z',
      type: 'message',
      direction: 'in',
      from: { kind: 'email', value: 'jana@example.cz', name: 'Jana Nováková', trust: 'network' },
      subject: 'Objednávka',
      text: 'Dobrý den.',
    });
    expect(item.conversation).toBeUndefined();
    expect(item.participants?.map(({ role, value }) => `${role} ${value}`)).toEqual([
      'from jana@example.cz',
      'to shop@example.com',
      'to petr@example.org',
    ]);
    expect(mail).toMatchObject({
      messageId: '1@example.cz',
      references: ['a@example.com', 'b@example.com'],
      verdict: 'none',
      automatic: null,
    });
    expect(newText).toBe('Dobrý den.');
    expect(warnings).toEqual([]);
  });

  it('of an own mailbox goes out to the first recipient who is not own', async () => {
    const { item } = await read(
      'From: SHOP@example.COM\nTo: shop@example.com\nCc: Jana <jana@example.cz>\nDate: 22 Nov 26 10:00 GMT\n\nHi',
    );
    expect(item).toMatchObject({ direction: 'out', client: { kind: 'email', value: 'jana@example.cz', name: 'Jana' } });
  });

  it('has one id whatever way it came, and another one when its body differs', async () => {
    const first = await readMail(Buffer.from(plain), options);
    const fromMbox = await read(`From jana@example.cz Sun Nov 22 10:00:00 2026\n${plain}\n\n`);
    const encoded = await read(
      plain.replace('\n\nDobrý den.', '\nContent-Transfer-Encoding: quoted-printable\n\nDobr=C3=BD den.'),
    );
    const other = await read(plain.replace('den', 'večer'));
    const id = 'message' in first ? first.message.item.id : '';
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect([fromMbox.item.id, encoded.item.id]).toEqual([id, id]);
    expect(other.item.id).not.toBe(id);
  });

  it('makes a readable text of HTML, and keeps no script and no remote image that loads', async () => {
    const { item } = await read(
      'From: a@example.com\nDate: 22 Nov 2026 10:00 GMT\nContent-Type: text/html\n\n<p onclick="x()">One</p><script>evil()</script><ul><li>Two</li></ul><img src="http://example.com/a.gif"><img src="cid:b">',
    );
    expect(item.text).toBe('One\n\n- Two');
    expect(item.html).not.toMatch(/script|onclick| src="http/);
    expect(item.html).toContain('data-remote-src="http://example.com/a.gif"');
    expect(item.html).toContain('src="cid:b"');
  });

  it('gives attachments safe names', async () => {
    const part = (name: string) =>
      `--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n`;
    const { item } = await read(
      `From: a@example.com\nDate: 22 Nov 2026 10:00 GMT\nContent-Type: multipart/mixed; boundary=b\n\n${part('../../etc/passwd')}${part('bill\u202efdp.exe')}${part('..')}--b--`,
    );
    expect(item.attachments?.map(({ name }) => name)).toEqual(['passwd', 'billfdp.exe', 'attachment-3']);
    expect(item.attachments?.[0]).toMatchObject({ type: 'application/pdf', size: 5, content: 'SGVsbG8=' });
  });

  it('falls back from From to Sender, Reply-To and the text of From', async () => {
    const senders = [
      'From: \nSender: s@example.com',
      'From: nobody\nReply-To: r@example.com',
      'From: "Jana" <>\n',
      'Subject: none',
    ];
    const found = await Promise.all(
      senders.map(async (header) => (await read(`${header.trim()}\n\nx`)).item.from.value),
    );
    expect(found).toEqual(['s@example.com', 'r@example.com', 'Jana', 'anonymous']);
  });

  it('takes the newest Received when Date cannot be read, and says so when there is none', async () => {
    const received =
      'From: a@example.com\nDate: yesterday\nReceived: by x; Sat, 21 Nov 2026 09:00:00 +0000\nReceived: by y; Sun, 22 Nov 2026 08:00:00 +0000\n\nx';
    expect((await read(received)).item.at).toBe('2026-11-22T08:00:00.000Z');
    const without = await read('From: a@example.com\n\nx');
    expect(without.item.at).toBe(now.toISOString());
    expect(without.warnings.join()).toContain('no time that can be read');
  });

  it('reads a header in a national code page with the charset of its body', async () => {
    const raw = Buffer.concat([
      Buffer.from('From: a@example.com\nSubject: P'),
      Buffer.from([0xf8, 0xed, 0x9a, 0x65, 0x72, 0x61]),
      Buffer.from('\nContent-Type: text/plain; charset=windows-1250\n\nx'),
    ]);
    expect((await read(raw)).item.subject).toBe('Příšera');
  });

  it('shows a body that says it has parts and has none', async () => {
    expect(
      (await read('From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\nHello there')).item.text,
    ).toBe('Hello there');
  });

  it('refuses what is no mail, with a reason', async () => {
    for (const bytes of ['', 'Just some text.\nAnd more.', '\u0001\u0002PNG\u0000\nDate: x', '\n\n']) {
      expect(await readMail(Buffer.from(bytes), options)).toEqual({
        refused: expect.stringMatching(/empty|not an e-mail/),
      });
    }
  });
});

describe('reading a hostile mail', () => {
  const head = 'From: a@example.com\nSubject: kept\nDate: 22 Nov 2026 10:00 GMT\n';

  it('keeps text that lies deeper than the limit', async () => {
    const levels = Array.from(
      { length: 50 },
      (_, level) => `--b${level}\nContent-Type: multipart/mixed; boundary=b${level + 1}\n\n`,
    );
    const mail = (depth: number) =>
      `${head}Content-Type: multipart/mixed; boundary=b0\n\n${levels.slice(0, depth).join('')}--b${depth}\nContent-Type: text/plain\n\ndeep\n`;
    const deep = await read(mail(50));
    expect(deep.item.text).toBe('deep');
    expect(deep.warnings.join()).toContain('deeper than 10');
    const flat = await read(mail(5));
    expect(flat.warnings).toEqual([]);
  });

  it('keeps header and text of a mail that the parser gives up', async () => {
    const levels = Array.from(
      { length: 300 },
      (_, level) => `--b${level}\nContent-Type: multipart/mixed; boundary=b${level + 1}\n\n`,
    );
    const bomb = await read(
      `${head}Content-Type: multipart/mixed; boundary=b0\n\n${levels.join('')}--b300\nContent-Type: text/plain\n\ndeep\n`,
    );
    expect(bomb.item).toMatchObject({ subject: 'kept', text: 'deep' });
    expect(bomb.warnings.join()).toContain('could not be read');
  });

  it('keeps 200 of many parts and 1,000 of many addresses', async () => {
    const parts = await read(
      `${head}Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: application/x\n\nx\n'.repeat(1_000)}--b--`,
    );
    expect(parts.item.attachments).toHaveLength(200);
    const to = Array.from({ length: 3_000 }, (_, index) => `u${index}@example.com`).join(',\n ');
    const addresses = await read(`${head}To: ${to}\n\nx`);
    expect(addresses.item.participants).toHaveLength(1_000);
    expect([...parts.warnings, ...addresses.warnings].join()).toMatch(/200 parts.*1000 addresses/);
  });

  it('keeps the header of a mail over 25 MB or with a header over 100 kB', async () => {
    const large = await readMail(
      Buffer.concat([Buffer.from(`${head}\nbeginning\n`), Buffer.alloc(25_000_000, 'word ')]),
      options,
    );
    const wide = await read(`${head}${'X-Filler: more of it\n'.repeat(10_000)}\nbody`);
    expect('message' in large && large.message.item.text).toMatch(/^beginning/);
    expect('message' in large && large.warnings[0]).toContain('larger than 25 MB');
    expect(wide.item).toMatchObject({ subject: 'kept', text: 'body' });
  });

  it('lets no header be injected, no zero byte through and no unknown charset stop it', async () => {
    const { item } = await read(
      'From: "a\u0000\u202eb" <a@example.com>\nSubject: =?utf-8?Q?a=0D=0ABcc:_x@example.com?=\nContent-Type: text/plain; charset="no-such"\n\nte\u0000xt',
    );
    expect(item.subject).toBe('a Bcc: x@example.com');
    expect(item.text).toBe('text');
    expect(item.from.name).toBe('ab');
  });

  it('takes the real address, not one in the display name', async () => {
    const senders = [
      '"jana@example.cz" <evil@example.com>',
      'jana@example.cz <evil@example.com>',
      '=?utf-8?Q?jana=40example.cz?= <evil@example.com>',
      'Jana <jana@example.cz> <evil@example.com>',
      '"Jana <jana@example.cz>" <evil@example.com>',
    ];
    const found = await Promise.all(senders.map(async (from) => (await read(`From: ${from}\n\nx`)).item.from.value));
    expect(found).toEqual(senders.map(() => 'evil@example.com'));
  });
});
