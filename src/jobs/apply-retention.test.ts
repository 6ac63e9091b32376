import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { randomFrom } from '#test/operations/random.ts';
import { aConversationWith } from '#test/support/conversation-factory.ts';
import { aChannel, aContact, aWorkspace, type Workspace } from '#test/support/factory.ts';
import { ownDatabase } from '#test/support/own-database.ts';
import { aHold, keeps } from '#test/support/retention-factory.ts';
import { applyAllRetention } from './apply-retention.ts';

const database = ownDatabase();
const day = 86_400_000;
const kinds = ['text', 'attachments', 'recordings', 'unknown'] as const;

interface Told {
  id: string;
  channelId: string;
  queueId: string;
  contactId: number | null;
  root: number;
  closed: boolean;
  endedAt: number | null;
  lastAt: number;
  hasText: boolean;
  hasFile: boolean;
  hasRecording: boolean;
  held: boolean;
}

for (const seed of [7, 42]) {
  it(`takes in every workspace just what a plain reading of the rule says, by several processes at once (R-HIS-7, seed ${seed})`, async () => {
    const random = randomFrom(seed);
    const companies: { workspace: Workspace; told: Told[]; goes: Map<string, Set<string>> }[] = [];
    const now = new Date();
    for (let n = 0; n < 2; n++) companies.push(await aRandomCompany(now.getTime(), random));
    const stopping = new AbortController().signal;
    await Promise.all([1, 2].map(() => applyAllRetention(database, stopping, now)));
    await applyAllRetention(database, stopping, now);
    for (const { workspace, told, goes } of companies) {
      const left = await whatIsLeft(workspace);
      for (const one of told) {
        const gone = goes.get(one.id) ?? new Set();
        expect(left.get(one.id), JSON.stringify({ one, gone: [...gone] })).toEqual({
          text: one.hasText && !gone.has('text'),
          file: one.hasFile && !gone.has('attachments'),
          recording: one.hasRecording && !gone.has('recordings'),
          client: !gone.has('unknown'),
        });
      }
      expect([...goes.values()].filter(({ size }) => size > 0).length).toBeGreaterThan(3);
      expect([...goes.values()].filter(({ size }) => size === 0).length).toBeGreaterThan(5);
    }
  });
}

async function aRandomCompany(now: number, random: ReturnType<typeof randomFrom>) {
  const workspace = await aWorkspace(database);
  const { workspaceId, within, queue, otherQueue } = workspace;
  const channels = [await aChannel(workspace), await aChannel(workspace)];
  const cards = [await aContact(workspace, { name: 'A' }), await aContact(workspace, { name: 'B' })].map(
    ({ id }) => id,
  );
  const heldCard = random.chance(0.5) ? (cards[0] as number) : null;
  const told: Told[] = [];
  for (let n = 0; n < 30; n++) {
    const lastAt = now - random.int(60) * day - 3_600_000;
    const root = n > 0 && random.chance(0.15) ? (told[random.int(n)] as Told).root : n;
    const isRoot = root === n;
    const hasText = random.chance(0.8);
    const hasRecording = random.chance(0.3);
    const [channelId, queueId] = [random.pick(channels), random.pick([queue, otherQueue])];
    const contactId = random.chance(0.6) ? random.pick(cards) : null;
    const id = await aConversationWith(workspace, {
      channelId,
      queue: queueId,
      contactId,
      at: new Date(lastAt),
      participants: [{ value: 'somebody@example.cz' }],
      entries: [
        { text: hasText ? 'Words' : '', at: new Date(lastAt) },
        ...(hasRecording
          ? [
              {
                text: '',
                kind: 'call' as const,
                at: new Date(lastAt),
                body: { call: { recording: 'https://pbx.example.com/1' } },
              },
            ]
          : []),
      ],
      ...(!isRoot && { mergedInto: (told[root] as Told).id }),
    });
    const one: Told = {
      id,
      channelId,
      queueId,
      contactId,
      root,
      closed: random.chance(0.85),
      endedAt: random.chance(0.7) ? lastAt + random.int(20) * day : null,
      lastAt,
      hasText,
      hasRecording,
      hasFile: random.chance(0.4),
      held: random.chance(0.08),
    };
    told.push(one);
    await within(async (tx) => {
      await sql`update conversation set state = ${one.closed ? 'closed' : 'open'}, ended_at = ${one.endedAt && new Date(one.endedAt)} where id = ${id}`.execute(
        tx,
      );
      if (one.hasFile)
        await sql`insert into attachment (workspace_id, id, conversation_id, entry_id, name, type, size, place)
          select workspace_id, ${randomUUID()}, conversation_id, id, 'file', 'text/plain', 1, 0 from entry where conversation_id = ${id} limit 1`.execute(
          tx,
        );
      if (one.held) await aHold(tx, workspaceId, { conversationId: id });
    });
  }
  if (heldCard !== null) await within((tx) => aHold(tx, workspaceId, { contactId: heldCard }));
  const said = new Map<string, number | null>();
  for (const kind of kinds)
    for (const [scope, id] of [
      ['workspace', workspaceId],
      ['queue', queue],
      ['queue', otherQueue],
      ['channel', channels[0]],
    ] as const) {
      if (!random.chance(scope === 'workspace' ? 0.8 : 0.4)) continue;
      const period = random.chance(0.2) ? ('forever' as const) : 5 + random.int(45);
      await keeps(workspace, kind, period, { scope, id: id as string });
      said.set(`${kind} ${id}`, period === 'forever' ? null : period);
    }
  const daysOf = (kind: string, root: Told) => {
    for (const id of [root.queueId, root.channelId, workspaceId]) {
      const days = said.get(`${kind} ${id}`);
      if (days !== undefined) return days;
    }
    return null;
  };
  const goes = new Map(
    told.map((one) => {
      const root = told[one.root] as Told;
      const family = told.filter((other) => other.root === one.root);
      const isHeld = family.some(({ held, contactId }) => held || (heldCard !== null && contactId === heldCard));
      const isOver = (kind: string) => {
        const days = daysOf(kind, root);
        const end = Math.max(root.endedAt ?? 0, root.lastAt);
        return root.closed && !isHeld && days !== null && end + days * day <= now;
      };
      const gone = new Set<string>(
        kinds.filter((kind) => isOver(kind) && (kind !== 'unknown' || root.contactId === null)),
      );
      if (gone.has('unknown')) for (const kind of kinds) gone.add(kind);
      return [one.id, gone];
    }),
  );
  return { workspace, told, goes };
}

async function whatIsLeft(workspace: Workspace) {
  const { rows } = await workspace.within((tx) =>
    sql<{ id: string; text: boolean; file: boolean; recording: boolean; client: boolean }>`
      select c.id, coalesce(bool_or(e.text <> ''), false) as text, coalesce(bool_or(e.body #> '{call,recording}' is not null), false) as recording,
        exists (select from attachment a where a.conversation_id = c.id) as file,
        exists (select from participant p where p.conversation_id = c.id) as client
      from conversation c left join entry e on e.conversation_id = c.id group by c.id`.execute(tx),
  );
  return new Map(rows.map(({ id, ...left }) => [id, left]));
}
