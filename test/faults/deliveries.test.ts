import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InboundResult } from '#contract/incoming-message.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { type LoadedChannel, loadChannel } from '#domain/intake/load-channel.ts';
import { receiveBatch } from '#domain/intake/receive-batch.ts';
import type { MessageToReceive } from '#domain/intake/receive-message.ts';
import { aDatabase } from '#test/support/database.ts';
import { aChannel, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { aMail, aMessage, theDirectory } from '#test/support/message-factory.ts';
import { connected } from '#test/support/test-databases.ts';
import { type Dice, dice } from '../../bench/invented.ts';
import { faultsOf } from './faults-of.ts';
import { rounds } from './rounds.ts';

const senders = 8;
let adminUrl: string;
let drop: () => Promise<void>;
let database: Database;
let workspace: Workspace;

beforeEach(async () => {
  const made = await aDatabase();
  ({ adminUrl, drop } = made);
  database = openDatabase(made.url, { connections: senders });
  workspace = await aWorkspace(database);
});
afterEach(async () => {
  await database.close();
  await drop();
});

interface Event {
  channel: LoadedChannel;
  message: MessageToReceive;
}

async function channelOf(kind: string): Promise<LoadedChannel> {
  const id = await aChannel(workspace, { kind, account: kind });
  return workspace.within((tx) => loadChannel(tx, workspace.workspaceId, id));
}

/** Hands events over from several senders at once, in batches as they come, and again while the answer is that somebody was in the way. */
async function send(events: Event[], roll: Dice): Promise<InboundResult[]> {
  const rest = [...events];
  const results: InboundResult[] = [];
  await Promise.all(
    Array.from({ length: senders }, async () => {
      while (rest.length > 0) {
        const { channel } = rest.at(-1) as Event;
        const batch: MessageToReceive[] = [];
        for (const most = 1 + roll.below(20); batch.length < most && rest.at(-1)?.channel === channel; )
          batch.push((rest.pop() as Event).message);
        results.push(...(await receiveBatch(database, channel, batch)));
      }
    }),
  );
  return results;
}

/** Each one to five times, in random order. */
function repeated(events: Event[], roll: Dice): Event[] {
  return shuffled(
    events.flatMap((event) => Array.from({ length: 1 + roll.below(5) }, () => event)),
    roll,
  );
}

function shuffled<Item>(items: Item[], roll: Dice): Item[] {
  return items
    .map((item) => ({ item, key: roll.below(1e9) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

const word = (n: number) => `word0x${n}`;
const faults = (count: number) =>
  connected(adminUrl, (client) =>
    faultsOf(client, { words: new Set(Array.from({ length: count }, (_, n) => word(n))) }),
  );

describe(`Deliveries repeated one to five times, in random order, by ${senders} senders at once`, () => {
  test('of the generic channel are stored once each', { timeout: 120_000 * rounds }, async () => {
    const roll = dice(rounds);
    const channels = [await channelOf('whatsapp'), await channelOf('telegram'), await channelOf('custom')];
    const events = Array.from({ length: 400 * rounds }, (_, n): Event => {
      const person = roll.below(40);
      const number = `4206020001${String(person).padStart(2, '0')}`;
      const place = roll.below(channels.length);
      const kind = (['whatsapp', 'telegram', 'custom:crm'] as const)[place] ?? 'telegram';
      const also = roll.below(4) === 0 ? { also: [{ kind: 'phone' as const, value: `+${number}` }] } : {};
      const said = {
        text: word(n),
        conversation: `c${person}-${roll.below(3)}`,
        at: new Date(Date.UTC(2026, 4, 1) + roll.below(1e8)).toISOString(),
      };
      const from = { kind, value: kind === 'whatsapp' ? number : String(person), name: `Person ${person}` };
      const message =
        roll.below(4) > 0
          ? aMessage({ ...said, ...also, from })
          : aMessage({ ...said, direction: 'out', from: { kind: 'custom:operator', value: 'eva' }, client: from });
      return { channel: channels[place] as LoadedChannel, message };
    });
    const results = await send(repeated(events, roll), roll);
    expect(results.filter(({ result }) => result === 'refused')).toEqual([]);
    expect(results.filter(({ result }) => result === 'accepted')).toHaveLength(events.length);
    expect(await faults(events.length)).toEqual([]);
  });

  test('of mail are stored once each, and threads that turn out to be one are counted as one', {
    timeout: 120_000 * rounds,
  }, async () => {
    const roll = dice(rounds);
    const channel = await channelOf('email');
    const count = 250 * rounds;
    const events = Array.from({ length: count }, (_, n): Event => {
      const message = aMail({
        from: `person${roll.below(4)}@example.cz`,
        text: word(n),
        at: new Date(Date.UTC(2026, 4, 1) + n * 60_000).toISOString(),
        references: n > 0 && roll.below(2) === 0 ? [`${n - 1 - roll.below(Math.min(n, 9))}@mail.example.cz`] : [],
      });
      message.mail!.messageId = `${n}@mail.example.cz`;
      return { channel, message };
    });
    const results = await send(repeated(events, roll), roll);
    expect(results.filter(({ result }) => result === 'refused')).toEqual([]);
    expect(results.filter(({ result }) => result === 'accepted')).toHaveLength(count);
    expect(await faults(count)).toEqual([]);
  });
});

test('A batch of mails with very long lists of references is not too much for the server', {
  timeout: 60_000,
}, async () => {
  const channel = await channelOf('email');
  const events = Array.from({ length: 64 * senders }, (_, n): Event => {
    const message = aMail({
      text: word(n),
      references: Array.from({ length: 100 }, (__, place) => `${n}.${place}@mail.example.cz`),
    });
    return { channel, message };
  });
  const batches = Array.from({ length: senders }, (_, place) =>
    receiveBatch(
      database,
      channel,
      events.slice(place * 64, place * 64 + 64).map(({ message }) => message),
    ),
  );
  expect((await Promise.all(batches)).flat().filter(({ result }) => result !== 'accepted')).toEqual([]);
  expect(await faults(events.length)).toEqual([]);
});

test('Fifty first messages of one new person at once make one card, for each of several persons', {
  timeout: 120_000 * rounds,
}, async () => {
  const roll = dice(rounds);
  const channels = [await channelOf('whatsapp'), await channelOf('viber')];
  const persons = 6 * rounds;
  const events = Array.from({ length: persons * 50 }, (_, n): Event => {
    const number = `42060200${1000 + Math.floor(n / 50)}`;
    const channel = channels[n % 2] as LoadedChannel;
    const from =
      channel.kind === 'whatsapp'
        ? { kind: 'whatsapp' as const, value: number }
        : { kind: 'viber' as const, value: number };
    const also = channel.kind === 'viber' ? { also: [{ kind: 'phone' as const, value: `+${number}` }] } : {};
    return { channel, message: aMessage({ from, ...also, conversation: `c${n}`, text: word(n) }) };
  });
  for (const channel of channels) channel.settings.otherTrust = 'channel';
  for (let person = 0; person < persons; person++)
    await send(shuffled(events.slice(person * 50, person * 50 + 50), roll), roll);
  expect(await theDirectory(workspace)).toHaveLength(persons);
  expect(await faults(events.length)).toEqual([]);
});
