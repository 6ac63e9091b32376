import type { Database } from '#db/database.ts';
import { type LoadedChannel, loadChannel } from '#domain/intake/load-channel.ts';
import { aChannel, aWorkspace, type Workspace } from '#test/support/factory.ts';

/** What all workers share: one company, and what they know of it by now. */
export interface World {
  workspace: Workspace;
  channels: LoadedChannel[];
  /** Every number that a card ever had. */
  cards: number[];
  /** The latest changes, to be undone. */
  changes: string[];
  conversations: string[];
  /** How often each operation was done and refused, by the code. */
  counts: Map<string, Record<string, number>>;
}

/** So many values are to be had: few enough that everybody wants what others have. */
const values = 260;
const kept = { changes: 400, conversations: 600 };

export async function aWorld(database: Database): Promise<World> {
  const workspace = await aWorkspace(database);
  const ids = [
    await aChannel(workspace, { kind: 'custom', name: 'Events', settings: { ownTrust: 'channel' } }),
    await aChannel(workspace, { kind: 'whatsapp', name: 'WhatsApp', queue: workspace.otherQueue }),
  ];
  const channels = await workspace.within((tx) =>
    Promise.all(ids.map((id) => loadChannel(tx, workspace.workspaceId, id))),
  );
  return { workspace, channels, cards: [], changes: [], conversations: [], counts: new Map() };
}

/** The value of a number, below `values`. */
function aValue(n: number): { kind: 'email' | 'phone' | 'custom:crm'; value: string } {
  if (n % 3 === 0) return { kind: 'phone', value: `+420602${String(200_000 + n)}` };
  return n % 3 === 1 ? { kind: 'email', value: `p${n}@example.com` } : { kind: 'custom:crm', value: `C-${n}` };
}

export const anyValue = (random: { int(n: number): number }) => aValue(random.int(values));

export function learn(
  world: World,
  found: { card?: number | null; change?: string | null; conversation?: string | undefined },
) {
  if (found.card && !world.cards.includes(found.card)) world.cards.push(found.card);
  if (found.change) push(world.changes, found.change, kept.changes);
  if (found.conversation && !world.conversations.includes(found.conversation))
    push(world.conversations, found.conversation, kept.conversations);
}

function push(list: string[], one: string, most: number): void {
  list.push(one);
  if (list.length > most) list.shift();
}

export function count(world: World, operation: string, outcome: string): void {
  const counts = world.counts.get(operation) ?? {};
  counts[outcome] = (counts[outcome] ?? 0) + 1;
  world.counts.set(operation, counts);
}
