import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { faultsOf } from '#test/faults/faults-of.ts';
import { aDatabase } from '#test/support/database.ts';
import { aChannel, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMail, aMessage, theDirectory } from '#test/support/message-factory.ts';
import { connected } from '#test/support/test-databases.ts';
import { editSignedIdentity } from '../identity/signed-identity-setting.ts';
import { loadChannel } from './load-channel.ts';
import { receiveMessage } from './receive-message.ts';

let database: Database;
let drop: () => Promise<void>;
let adminUrl: string;
let identity: string;
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
beforeAll(async () => {
  identity = await new SignJWT({ sub: 'dana', name: 'Dana', email: 'dana@example.cz', customer_no: 7 })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setAudience('vizitka')
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(privateKey);
  const made = await aDatabase();
  ({ drop, adminUrl } = made);
  database = openDatabase(made.url);
});
afterAll(async () => {
  await database.close();
  await drop();
});

/** Persons whose every message brings the same evidence, on four channels. */
const persons = [
  { channel: 'whatsapp', from: { kind: 'whatsapp' as const, value: '420602000111', name: 'Jana Horáková' } },
  {
    channel: 'telegram',
    from: { kind: 'telegram' as const, value: '77', name: 'Petr' },
    also: [{ kind: 'email' as const, value: 'petr@example.cz' }],
  },
  { channel: 'email', mail: 'Anna <anna@example.cz>' },
  { channel: 'email', mail: 'bob@example.cz' },
  { channel: 'webchat', from: { kind: 'browser' as const, value: 'b-1' }, isSigned: true },
];

const anEvent = fc.record({
  person: fc.nat({ max: persons.length - 1 }),
  conversation: fc.nat({ max: 2 }),
  minute: fc.nat({ max: 5 }),
  direction: fc.constantFrom('in' as const, 'out' as const),
  answers: fc.nat({ max: 6 }),
});

/** The events as their channels' translators make them; mails refer to an earlier or later mail of the same person's thread, which may never come. */
function asMessages(
  events: { person: number; conversation: number; minute: number; direction: 'in' | 'out'; answers: number }[],
) {
  return events.map((event, n): { channel: string; message: ReceivedMessage } => {
    const person = persons[event.person]!;
    const at = `2026-05-04T10:0${event.minute}:00.000Z`;
    if (person.mail) {
      const message = aMail({ from: person.mail, at, text: `mail ${n}` });
      message.item.id = `mail-${n}`;
      message.mail!.messageId = `${n}@${event.person}-${event.conversation}`;
      message.mail!.references = event.answers < n ? [`${event.answers}@${event.person}-${event.conversation}`] : [];
      return { channel: 'email', message };
    }
    const common = {
      id: `event-${n}`,
      conversation: `${event.person}-${event.conversation}`,
      at,
      text: `event ${n}`,
      ...(person.also ? { also: person.also } : {}),
      ...(person.isSigned ? { identity } : {}),
    };
    const from = person.from!;
    const message =
      event.direction === 'in' || person.isSigned
        ? aMessage({ ...common, from })
        : aMessage({ ...common, direction: 'out', from: { kind: 'custom:operator', value: 'eva' }, client: from });
    return { channel: person.channel, message };
  });
}

/** A public key needs none. */
const noSealer: Parameters<typeof editSignedIdentity>[2] = {
  seal: (text) => text,
  open: (text) => text,
  mark: (text) => Buffer.from(text),
};

async function receiveAll(order: { channel: string; message: ReceivedMessage }[]) {
  const workspace = await aWorkspace(database);
  const channels = new Map<string, Awaited<ReturnType<typeof loadChannel>>>();
  const key = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const setting = { algorithm: 'EdDSA', key, audience: 'vizitka', issuer: null, maxAge: 600 } as const;
  await workspace.within((tx) => editSignedIdentity(tx, workspace.admin, noSealer, setting));
  for (const kind of ['whatsapp', 'telegram', 'email', 'webchat']) {
    const id = await aChannel(workspace, { kind, account: kind });
    channels.set(kind, await workspace.within((tx) => loadChannel(tx, workspace.workspaceId, id)));
  }
  for (const { channel, message } of order) {
    await workspace.within((tx) => receiveMessage(tx, channels.get(channel)!, structuredClone(message)));
  }
  return { directory: await theDirectory(workspace), reading: await reading(workspace) };
}

/** Every conversation as it reads: who it is with, and its entries in order. */
async function reading(workspace: Workspace) {
  const { rows } = await workspace.within((tx) =>
    sql<{
      client: string | null;
      linkTrust: number | null;
      state: string;
      firstAt: Date;
      lastAt: Date;
      lastText: string;
      texts: string[];
    }>`
      select c.name as client, v.link_trust, v.state, v.first_at, v.last_at, v.last_text, (
        select array_agg(e.text order by e.at, e.place, e.id) from entry e where e.workspace_id = v.workspace_id
          and e.conversation_id in (select m.id from conversation m where m.workspace_id = v.workspace_id and m.root_id = v.id)) as texts
      from conversation v left join contact c on c.workspace_id = v.workspace_id and c.id = v.contact_id
      where v.merged_into is null`.execute(tx),
  );
  return rows.map((row) => JSON.stringify(row)).sort();
}

test('repeated events change nothing, and events with the same evidence in any order give the same directory, links and reading order (R-REC-9)', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anEvent, { minLength: 1, maxLength: 9 }),
      fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
      async (events, dice) => {
        const messages = asMessages(events);
        const expected = await receiveAll(messages);
        // each event one to three times, in another order
        const repeated = messages.flatMap((message, n) => Array.from({ length: 1 + (dice[n]! % 3) }, () => message));
        const shuffled = repeated
          .map((message, n) => ({ message, key: dice[n % dice.length]! * 31 + n }))
          .sort((a, b) => (a.key % 97) - (b.key % 97))
          .map((one) => one.message);
        expect(await receiveAll(shuffled)).toEqual(expected);
      },
    ),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 40) },
  );
  expect(await connected(adminUrl, (client) => faultsOf(client))).toEqual([]);
});
