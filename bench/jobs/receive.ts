import type { ReceivedMessage } from '#contract/incoming-message.ts';
import { type LoadedChannel, loadChannel } from '#domain/intake/load-channel.ts';
import { receiveMessage } from '#domain/intake/receive-message.ts';
import { type BareMessage, type BareTarget, bareEntry, bareRows } from '../floor/bare-rows.ts';
import { dice, text } from '../invented.ts';
import type { Group, Job } from '../measure/job.ts';
import { type Bench, chosen } from './bench.ts';
import { benchId, keepCards, putBack } from './put-back.ts';
import { differingRows } from './written-rows.ts';

/** So many conversations run when the measuring begins. */
const running = 100;
/** 60 % of the rate: at most 1 / 0.6 times as long. */
const timesFloor = 1 / 0.6;

/**
 * A message received, beside the same rows written without any decision, and beside its entry alone as `insert … on conflict`. Written for good, as messages are,
 * and taken out again when all is measured.
 */
export function receiveJobs(bench: Bench): Group {
  const { store, owner, within } = bench;
  const { workspaceId, channelId } = store;
  return {
    name: 'receive',
    prepare: async () => {
      const channel = await within((tx) => loadChannel(tx, workspaceId, channelId));
      const people = await peopleOf(bench);
      await keepCards(
        owner,
        workspaceId,
        people.map(({ id }) => id),
      );
      for (const [n, person] of people.slice(0, running).entries())
        await within((tx) => receiveMessage(tx, channel, incoming({ ...known(person), thread: threadOf(n) })));
      const target = { workspaceId, channelId, queueId: channel.queueId };
      const stories: [string, (n: number) => BareMessage][] = [
        ['running conversation', (n) => ({ ...known(chosen(people, n % running)), thread: threadOf(n % running) })],
        ['new conversation', (n) => known(chosen(people, n))],
        ['new sender', () => stranger()],
      ];
      const jobs = stories.flatMap(([story, make]) => storyJobs(bench, channel, target, story, make));
      return { jobs, close: () => putBack(owner, workspaceId) };
    },
  };
}

function storyJobs(
  bench: Bench,
  channel: LoadedChannel,
  target: BareTarget,
  story: string,
  make: (n: number) => BareMessage,
): Job[] {
  const { within } = bench;
  const receive = (n: number) => within((tx) => receiveMessage(tx, channel, incoming(make(n))));
  const rows = {
    name: 'the same rows, no decision',
    run: (n: number) => within((tx) => bareRows(tx, target, make(n))),
  };
  const job: Job = {
    name: `receive: ${story}`,
    group: 'receive',
    questions: 10,
    goal: { timesFloor, statements: 4 },
    product: receive,
    floor: rows,
    usual: [
      {
        name: 'insert … on conflict of the entry alone',
        run: (n) => within((tx) => bareEntry(tx, target, { ...make(n), thread: threadOf(n % running) })),
      },
    ],
    check: async (n) => {
      const message = make(n);
      return differingRows(
        within,
        (tx) => receiveMessage(tx, channel, incoming(message)),
        (tx) => bareRows(tx, target, message),
      );
    },
  };
  const { usual: _, check: __, goal: ___, ...alone } = job;
  return [
    job,
    {
      ...alone,
      name: `receive: ${story}, 16 at once`,
      atOnce: 16,
      goal: { timesFloor },
      product: (n) => receive(n),
      floor: rows,
    },
  ];
}

function incoming({ phone, name, text: said, thread }: BareMessage): ReceivedMessage {
  const id = benchId();
  return {
    item: {
      id,
      at: new Date().toISOString(),
      type: 'message',
      direction: 'in',
      conversation: thread?.slice('id:'.length) ?? id,
      text: said,
      from: { kind: 'whatsapp', value: phone, name },
    },
  };
}

interface Known {
  id: number;
  name: string;
  phone: string;
}

/** Those of the people that are known by WhatsApp, by the name that their card has. */
async function peopleOf({ store, owner }: Bench): Promise<Known[]> {
  const { rows } = await owner.query<{ id: string; name: string | null; phone: string }>(
    `select c.id, c.name, i.key as phone from identifier i join contact c on c.workspace_id = i.workspace_id and c.id = i.owner_id and c.state = 'active'
    where i.workspace_id = $1 and i.kind = 'whatsapp' and i.account = '' and i.owner_id = any($2::bigint[]) order by c.id`,
    [store.workspaceId, store.facts.people.map(({ id }) => id)],
  );
  if (rows.length < running)
    throw new Error(`Only ${rows.length} of the people in the facts are known by WhatsApp: ${running} are needed.`);
  return rows.map(({ id, name, phone }) => ({ id: Number(id), name: name ?? phone, phone }));
}

const roll = dice(3);

function known({ id, name, phone }: Known): BareMessage {
  return { card: id, name, phone, text: text(roll, 30), thread: null };
}

let strangers = 0;

/** A number of nobody's; the last digits count up. */
function stranger(): BareMessage {
  strangers += 1;
  const phone = `+42079${String(1_000_000 + (strangers % 9_000_000)).slice(0, 7)}`;
  return { card: null, name: `Jana Nováková ${strangers % 50}`, phone, text: text(roll, 30), thread: null };
}

function threadOf(n: number): string {
  return `id:bench-run-${n}`;
}
