import type { Contact } from '#contract/contact.ts';
import type { Database, Tx } from '#db/database.ts';
import { readContact } from '#domain/contacts/read-contact.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** One worker: its own connection, its own luck. */
export interface Worker {
  world: World;
  database: Database;
  random: Random;
}

/** Does `work` in a transaction, again where others stood in its way, as the door does it. */
export function within<Result>({ world, database }: Worker, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return database.inWorkspace(world.workspace.workspaceId, work, { attempts: 20 });
}

export function anActor({ world, random }: Worker): OperatorActor {
  const { operator, supervisor, admin } = world.workspace;
  return random.pick([operator, supervisor, admin, admin]);
}

export function aCard({ world, random }: Worker): number {
  return random.pick(world.cards.length > 0 ? world.cards : [1]);
}

/** A card as the administrator reads it; now and then as somebody saw it a change ago. */
export async function read(tx: Tx, { world, random }: Worker, id: number): Promise<Contact> {
  const card = await readContact(tx, world.workspace.admin, id);
  return random.chance(0.03) ? { ...card, version: Math.max(1, card.version - 1) } : card;
}
