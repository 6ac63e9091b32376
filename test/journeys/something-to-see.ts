import { notedReason, notePossibleDuplicate } from '#domain/contacts/duplicates/note-duplicate.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { aContact } from '#test/support/factory.ts';
import { aJourney } from '#test/support/journey.ts';
import { aMail, aMessage } from '#test/support/message-factory.ts';

/** What there is to look at: a client with mail, a call and a chat, a forged mail, and a card that another one resembles. */
export async function somethingToSee() {
  const journey = await aJourney();
  const { workspace, channel, receive } = journey;
  const mailbox: LoadedChannel = await channel({
    kind: 'email',
    name: 'Info mailbox',
    settings: { own: ['support@example.com'] },
  });
  const webchat = await channel({ kind: 'webchat', name: 'Chat' });
  const phone = await channel({ kind: 'phone', name: 'Line' });
  const from = { from: 'Jana Nováková <jana@example.cz>', verdict: 'aligned' as const };
  const [mail] = await receive(mailbox, aMail({ ...from, cc: ['Karel <karel@example.cz>'], subject: 'Deposit' }));
  const [forged] = await receive(mailbox, aMail({ from: from.from, verdict: 'failed', subject: 'New account' }));
  const [called] = await receive(
    phone,
    aMessage({
      from: { kind: 'phone', value: '+420602771310', name: 'Karel' },
      type: 'call',
      at: '2024-05-04T10:00:00Z',
      call: { state: 'ended', from: '+420602771310', to: '+420800555013', operator: 'Eva', seconds: 65 },
    }),
  );
  const [visitor] = await receive(
    webchat,
    aMessage({
      from: { kind: 'browser', value: 'browser-1', name: 'Jana' },
      also: [{ kind: 'email', value: 'jana@example.cz' }],
      conversation: 'chat',
      at: new Date().toISOString(),
      text: 'Is anybody there?',
      parameters: { page: 'Pricing', order: 1204 },
    }),
  );
  const [mails = '', suspicious = '', call = '', chat = ''] = [mail, forged, called, visitor].map(
    (one) => one?.conversationId,
  );
  const karel = await aContact(workspace, {
    name: 'Karel Dvořák',
    email: 'karel.dvorak@example.com',
    tags: ['VIP', 'late payer'],
    attributes: { city: 'Brno' },
  });
  const double = await aContact(workspace, {
    name: 'Karel Dvorak',
    phone: '+420605214887',
    attributes: { city: 'Kuřim', company: 'Pila' },
  });
  await workspace.within((tx) =>
    notePossibleDuplicate(tx, workspace.workspaceId, karel.id, double.id, {
      by: 'recognition',
      reasons: [
        notedReason('oneConversation'),
        { field: 'email', code: 'differs', verdict: 'against', weight: -2, left: null, right: null },
      ],
    }),
  );
  for (const name of ['Alena', 'Bohumil', 'Cyril'])
    await aContact(workspace, { name, attributes: { company: 'Example' } });
  return { journey, jana: mail?.contactId ?? 0, mails, suspicious, call, chat };
}
