import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { InboundResult, ReceivedMessage } from '#contract/incoming-message.ts';
import type { Database, Tx } from '#db/database.ts';
import type { KeptAttachment } from './keep-attachments.ts';
import type { LoadedChannel } from './load-channel.ts';
import { receiveMessage } from './receive-message.ts';

export type MessageToReceive = ReceivedMessage & { kept?: KeptAttachment[] };

/**
 * Receives several messages in few transactions, none of which lasts much over half a second. One bad message never spoils the others: it
 * is rolled back by itself and refused with its reason. What was committed stays, whatever happens later.
 * @returns the results in the order of the messages.
 * @throws when the store cannot be reached: what was not committed is to be sent again.
 */
export async function receiveBatch(
  database: Database,
  channel: LoadedChannel,
  messages: MessageToReceive[],
): Promise<InboundResult[]> {
  const results: InboundResult[] = [];
  while (results.length < messages.length) {
    const rest = messages.slice(results.length);
    results.push(...(await receiveSome(database, channel, rest)));
  }
  return results;
}

/**
 * One transaction's worth of messages, from the first on: all of them in one go, and only when one of them fails, each behind a savepoint of its own. Two
 * transactions that stood in each other's way try again.
 */
async function receiveSome(
  database: Database,
  channel: LoadedChannel,
  messages: MessageToReceive[],
  apart = false,
  attempt = 1,
): Promise<InboundResult[]> {
  try {
    return await database.inWorkspace(channel.workspaceId, async (tx) => {
      const done: InboundResult[] = [];
      const until = performance.now() + 500;
      for (const message of messages) {
        done.push(apart ? await receiveApart(tx, channel, message) : await receiveMessage(tx, channel, message));
        if (performance.now() > until) break;
      }
      return done;
    });
  } catch (error) {
    const collided = /^40/.test(sqlState(error));
    if (collided ? attempt >= 5 : apart || isLost(error)) throw error;
    return receiveSome(database, channel, messages, apart || !collided, attempt + 1);
  }
}

async function receiveApart(tx: Tx, channel: LoadedChannel, message: MessageToReceive): Promise<InboundResult> {
  await sql`savepoint message`.execute(tx);
  try {
    const result = await receiveMessage(tx, channel, message);
    await sql`release savepoint message`.execute(tx);
    return result;
  } catch (error) {
    if (isLost(error)) throw error;
    await sql`rollback to savepoint message`.execute(tx);
    return { id: message.item.id, result: 'refused', ...reasonOf(error) };
  }
}

/**
 * Nothing that a single message did: the connection or the server is gone or out of means (SQLSTATE classes 08, 53, 57, 58, or none at all), or
 * two transactions collided (class 40).
 */
function isLost(error: unknown): boolean {
  if (error instanceof Refusal) return false;
  return !/^[0-9A-Z]{5}$/.test(sqlState(error)) || /^(?:08|57|53|58|40)/.test(sqlState(error));
}

function sqlState(error: unknown): string {
  return (error as { code?: string }).code ?? '';
}

function reasonOf(error: unknown): { reason: string; fields?: Record<string, string> } {
  if (error instanceof Refusal) return { reason: error.message, ...(error.fields ? { fields: error.fields } : {}) };
  return { reason: `The store refused it: ${(error as Error).message}` };
}
