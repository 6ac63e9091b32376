import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import pg from 'pg';

/** Bytes of which the first `length` are meant. */
export interface Bytes {
  bytes: Buffer;
  length: number;
}

/** A text with its tsvector: the last two columns of a row that has them. */
export interface RowText {
  text: Bytes;
  tsv: Bytes;
}

/** Where the rows of one table go, as lines of COPY's text format. */
export interface RowSink {
  /** Takes a row: its columns between tabs, without the end of the line. Nothing is escaped: a column may hold neither backslash nor tab nor end of line. */
  write(line: string, said?: RowText): void;
  /** Resolves when the server has taken enough for more to be given. To be awaited every now and then. */
  room(): Promise<void>;
  /** Ends the rows; resolves when the server has them all, with their number. */
  end(): Promise<number>;
}

const chunkSize = 256 * 1024;
const most = 4 * 1024 * 1024;
const [tab, lineEnd] = [0x09, 0x0a];

/** What node-postgres gives to whoever speaks COPY on its connection. */
interface CopyConnection {
  stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(rows: Buffer): void;
  endCopyFrom(): void;
}

/** Opens a connection of its own and streams rows into a table through COPY, past row-level security and foreign keys: for a superuser. */
export async function copyInto(url: string, table: string, columns: string): Promise<RowSink> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `set search_path = vizitka, public; set session_replication_role = replica; set synchronous_commit = off`,
  );
  const { ready, done } = startCopy(client, `copy ${table} (${columns}) from stdin`);
  const connection = await ready;
  const chunk = Buffer.allocUnsafe(chunkSize);
  let length = 0;
  let rows = 0;
  const send = () => {
    if (length > 0) connection.sendCopyFromChunk(chunk.subarray(0, length)); // which copies it
    length = 0;
  };
  const column = ({ bytes, length: more }: Bytes) => {
    chunk[length++] = tab;
    bytes.copy(chunk, length, 0, more);
    length += more;
  };
  return {
    write(line, said) {
      if (length + 3 * line.length + (said ? said.text.length + said.tsv.length : 0) + 3 > chunkSize) send();
      length += chunk.write(line, length);
      if (said) {
        column(said.text);
        column(said.tsv);
      }
      chunk[length++] = lineEnd;
      rows += 1;
    },
    async room() {
      if (connection.stream.writableLength > most) await Promise.race([once(connection.stream, 'drain'), done]);
    },
    async end() {
      send();
      connection.endCopyFrom();
      await done;
      await client.end();
      return rows;
    },
  };
}

/** `ready`: the server asks for rows; `done`: it has them all, or said what is wrong with them. */
function startCopy(client: pg.Client, text: string): { ready: Promise<CopyConnection>; done: Promise<void> } {
  const ready = Promise.withResolvers<CopyConnection>();
  const done = Promise.withResolvers<void>();
  let wrong: Error | null = null;
  const query = {
    submit: (connection: unknown) => (connection as CopyConnection).query(text),
    handleCopyInResponse: (connection: CopyConnection) => ready.resolve(connection),
    handleCommandComplete: () => {},
    handleReadyForQuery: () => (wrong ? fail(wrong) : done.resolve()),
    handleError: (error: Error) => {
      wrong = error;
      fail(error);
    },
  };
  const fail = (error: Error) => {
    const told = new Error(`${text}: ${error.message} ${(error as { where?: string }).where ?? ''}`, { cause: error });
    ready.reject(told);
    done.reject(told);
  };
  ready.promise.catch(() => {}); // whoever waits for the end hears of it
  done.promise.catch(() => {});
  client.query(query);
  return { ready: ready.promise, done: done.promise };
}
