import { describe, expect, it } from 'vitest';
import { readMail } from './read-mail.ts';

async function bounceOf(mail: string) {
  const result = await readMail(Buffer.from(mail), { ownAddresses: [], authservIds: [], now: new Date() });
  return 'message' in result ? result.message.mail : undefined;
}

const report = (fields: string) => `From: Mail System <MAILER-DAEMON@mx.example.com>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

${fields}

--b
Content-Type: message/rfc822

Message-ID: <original@example.com>
To: jana@example.cz

Hello
--b--
`;

describe('a delivery failure', () => {
  it('names the address and is final when the mailbox is not there', async () => {
    const facts = await bounceOf(
      report(
        'Final-Recipient: rfc822; jana@mail.example.cz\nOriginal-Recipient: rfc822;jana@example.cz\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n  <jana@example.cz>: User unknown',
      ),
    );
    expect(facts?.automatic).toBe('bounce');
    expect(facts?.bounce).toEqual({
      recipients: [
        {
          address: 'jana@example.cz',
          permanent: true,
          status: '5.1.1',
          diagnostic: '550 5.1.1 <jana@example.cz>: User unknown',
        },
      ],
      originalMessageId: 'original@example.com',
    });
  });

  it.each([
    ['a full mailbox', 'Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full'],
    ['a delay', 'Action: delayed\nStatus: 4.4.1'],
    ['refused text', 'Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 Message rejected as spam'],
  ])('is not final for %s', async (_name, fields) => {
    const facts = await bounceOf(report(`Final-Recipient: rfc822; jana@example.cz\n${fields}`));
    expect(facts?.bounce?.recipients).toMatchObject([{ address: 'jana@example.cz', permanent: false }]);
  });

  it('leaves out recipients who got the mail', async () => {
    const facts = await bounceOf(report('Final-Recipient: rfc822; jana@example.cz\nAction: delivered\nStatus: 2.0.0'));
    expect(facts?.bounce?.recipients.filter(({ permanent }) => permanent)).toEqual([]);
  });

  it.each([
    [
      'Postfix',
      '<jana@example.cz>: host mx.example.cz[192.0.2.1] said: 550 5.1.1 User\n    unknown (in reply to RCPT TO command)\n',
    ],
    [
      'Exim',
      'The following address(es) failed:\n\n  jana@example.cz\n    SMTP error from remote mail server: 550 No such user\n\n------ This is a copy of the message ------\n\nMessage-ID: <original@example.com>\n',
    ],
    [
      'qmail',
      'Hi. This is the qmail-send program.\n\n<jana@example.cz>:\nRemote host said: 550 5.1.1 unknown user\n\n--- Below this line is a copy of the message.\n',
    ],
    [
      'Gmail',
      'Delivery to the following recipient failed permanently:\n\n     jana@example.cz\n\nTechnical details of permanent failure:\n550 5.1.1 The email account that you tried to reach does not exist.\n\n----- Original message -----\n',
    ],
  ])('is read from the words of %s', async (_name, words) => {
    const facts = await bounceOf(
      `From: MAILER-DAEMON@mx.example.com\nTo: shop@example.com\nSubject: failure notice\n\n${words}`,
    );
    expect(facts?.bounce?.recipients).toMatchObject([{ address: 'jana@example.cz', permanent: true }]);
  });

  it('is told from automatic answers, bulk mail and people', async () => {
    const kind = async (header: string) => (await bounceOf(`From: jana@example.cz\n${header}\n\nx`))?.automatic;
    expect(await kind('Auto-Submitted: auto-replied')).toBe('autoReply');
    expect(await kind('X-Autoreply: yes')).toBe('autoReply');
    expect(await kind('Auto-Submitted: no')).toBeNull();
    expect(await kind('List-Id: <news.example.com>')).toBe('bulk');
    expect(await kind('Precedence: bulk')).toBe('bulk');
    expect(await kind('Subject: Undelivered parcel')).toBeNull();
  });
});
