import { randomUUID } from 'node:crypto';
import type { ReceivedMessage } from '#contract/incoming-message.ts';
import type { Database } from '#db/database.ts';
import type { LoadedChannel } from '#domain/intake/load-channel.ts';
import { receiveMessage } from '#domain/intake/receive-message.ts';
import { bareEntry, bareRows } from './bare-rows.ts';
import type { Generated } from './generate.ts';
import { dice, person, text } from './invented.ts';
import { type Figure, sideBySide } from './measure.ts';

/** A message received, beside the same rows written without any decision, and beside its entry alone. */
export async function benchReceive(
  database: Database,
  made: Generated,
  channel: LoadedChannel,
  runs: number,
): Promise<Figure[]> {
  const { workspaceId } = made;
  const roll = dice(3);
  let next = 10 * made.contacts;
  const message = (sender: number, conversation: string): ReceivedMessage => ({
    item: {
      id: randomUUID(),
      at: new Date().toISOString(),
      type: 'message',
      direction: 'in',
      conversation,
      text: text(roll, 30),
      from: { kind: 'whatsapp', value: person(sender).phone, name: person(sender).name },
    },
  });
  const stories = {
    'a known sender, running conversation': () => {
      const n = roll.below(made.conversations);
      return message(1 + (n % made.contacts), `c${n}`);
    },
    'a known sender, new conversation': () => message(1 + roll.below(made.contacts), randomUUID()),
    'a new sender': () => {
      next += 1;
      return message(next, randomUUID());
    },
  };
  const figures: Figure[] = [];
  for (const [story, make] of Object.entries(stories)) {
    const kind = story.startsWith('a new') ? 'sender' : story.endsWith('new conversation') ? 'conversation' : 'running';
    const job = { job: `receive: ${story}` };
    const receive = () => database.inWorkspace(workspaceId, (tx) => receiveMessage(tx, channel, make()));
    const rows = () =>
      database.inWorkspace(workspaceId, (tx) =>
        bareRows(tx, made, kind, { card: 1 + roll.below(made.contacts), text: text(roll, 30) }),
      );
    figures.push(await sideBySide({ ...job, floor: 'the same rows, no decision' }, runs, receive, rows));
    figures.push(
      await sideBySide({ ...job, floor: 'insert … on conflict of the entry' }, runs, receive, () =>
        database.inWorkspace(workspaceId, (tx) => bareEntry(tx, made, text(roll, 30))),
      ),
    );
  }
  return figures;
}
