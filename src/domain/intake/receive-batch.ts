import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { Refusal } from '#contract/errors.ts';
import type { InboundResult } from '#contract/incoming-message.ts';
import type { Database, Tx } from '#db/database.ts';
import { holdShared } from './claim-delivery.ts';
import type { LoadedChannel } from './load-channel.ts';
import { type MessageToReceive, type ReadMessage, readMessage, receiveRead } from './receive-message.ts';

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
  const read = await Promise.all(messages.map((message) => readMessage(channel, message)));
  while (results.length < read.length) {
    results.push(...(await receiveSome(database, channel, fewEnough(read.slice(results.length)))));
  }
  return results;
}

/** A transaction's lock on each key stands in a table of the server, made for some thousands: one takes at most this many, or one message's. */
const mostShared = 1_000;

function fewEnough(messages: ReadMessage[]): ReadMessage[] {
  let shared = 0;
  const tooMany = messages.findIndex(({ delivery }, place) => {
    shared += delivery.sharedKeys.length;
    return place > 0 && shared > mostShared;
  });
  return tooMany < 0 ? messages : messages.slice(0, tooMany);
}

/**
 * One transaction's worth of messages, from the first on: all of them in one go, and only when one of them fails, each behind a savepoint of its own. Two
 * transactions that stood in each other's way try again, with one message each.
 */
async function receiveSome(
  database: Database,
  channel: LoadedChannel,
  messages: ReadMessage[],
  apart = false,
  attempt = 1,
): Promise<InboundResult[]> {
  try {
    return await database.inWorkspace(channel.workspaceId, async (tx) => {
      const done: InboundResult[] = [];
      const until = performance.now() + 500;
      if (messages.length > 1)
        await holdShared(
          tx,
          messages.map(({ delivery }) => delivery),
        );
      for (const message of messages) {
        done.push(apart ? await receiveApart(tx, channel, message) : await receiveRead(tx, channel, message));
        if (performance.now() > until) break;
      }
      return done;
    });
  } catch (error) {
    const collided = attempt < mostAttempts && (/^(?:40|23505)/.test(sqlState(error)) || isCrowded(error));
    const [only] = messages;
    if (!collided && isCrowded(error) && only)
      return [{ id: only.message.item.id, result: 'refused', ...reasonOf(error) }];
    if (!collided && (apart || isLost(error))) throw error;
    if (!collided) return receiveSome(database, channel, messages, true, attempt);
    await sleep(Math.random() * 20 * attempt);
    return receiveSome(database, channel, messages.slice(0, 1), apart, attempt + 1);
  }
}

const mostAttempts = 10;

async function receiveApart(tx: Tx, channel: LoadedChannel, message: ReadMessage): Promise<InboundResult> {
  await sql`savepoint message`.execute(tx);
  try {
    const result = await receiveRead(tx, channel, message);
    await sql`release savepoint message`.execute(tx);
    return result;
  } catch (error) {
    if (isLost(error) || isCrowded(error)) throw error;
    await sql`rollback to savepoint message`.execute(tx);
    return { id: message.message.item.id, result: 'refused', ...reasonOf(error) };
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

/** Others took its values at every try within the transaction: a new one, a little later, sees what they left. */
function isCrowded(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'UNAVAILABLE';
}

function sqlState(error: unknown): string {
  return (error as { code?: string }).code ?? '';
}

function reasonOf(error: unknown): { reason: string; fields?: Record<string, string> } {
  if (error instanceof Refusal) return { reason: error.message, ...(error.fields ? { fields: error.fields } : {}) };
  return { reason: `The store refused it: ${(error as Error).message}` };
}
