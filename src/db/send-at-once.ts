import { type Dialect, DummyDriver, Transaction } from 'kysely';

/**
 * The same transaction, which sends at once what is asked at once: statements that do not need each other's answer (`Promise.all`) go out in one piece and are
 * answered in their order, each with a look of its own. Kysely by itself waits for an answer before it sends the next one. When one of them fails the
 * transaction is over for all of them, as ever.
 */
export async function sendAtOnce<Tables>(tx: Transaction<Tables>, dialect: Dialect): Promise<Transaction<Tables>> {
  const executor = tx.getExecutor();
  const connection = await executor.provideConnection(async (own) => own);
  return new Transaction<Tables>({
    config: { dialect },
    dialect,
    driver: new DummyDriver(), // which nobody asks: a transaction begins no other
    executor: executor.withConnectionProvider({ provideConnection: (use) => use(connection) }),
  });
}
