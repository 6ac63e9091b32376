/** One way to answer a question: the product's, the engine's floor, or the usual way of systems of this field. `n` counts up, and chooses the question. */
export interface Way {
  name: string;
  run(n: number): Promise<unknown>;
  /** Why it does not answer all that was asked: told beside the others, and never taken for their best. */
  lacks?: string;
  /** Done after each run, and not measured. */
  settle?(): Promise<void>;
}

/** What a job has to hold. Times in milliseconds. */
export interface Goal {
  p99?: number;
  /** At most so many times as long as the floor, at the median. */
  timesFloor?: number;
  /** At most so many times as long as another job, at the median. */
  timesJob?: { name: string; most: number };
  /** At most so many statements in the transaction, its frame left out. */
  statements?: number;
}

/** Something that is done often, with what it is held against. Jobs of one group are one mix. */
export interface Job {
  name: string;
  group: string;
  /** How many different questions there are. */
  questions: number;
  /** The fewest runs; as delivered one for each question, at least 40 and at most 60. */
  runs?: number;
  product(n: number): Promise<unknown>;
  /** The least that the engine can do for as many rows, run straight after the product with the same n. */
  floor?: Way;
  /** Each on its own tables and indexes, over the same data. */
  usual?: Way[];
  goal?: Goal;
  /** What a reader of the table has to know. */
  note?: string;
  /** What is wrong with the answer to question n, beside a plain scan; null where nothing is. */
  check?(n: number): Promise<string | null>;
  /** So many at once, each after the other. */
  atOnce?: number;
  /** Only one at a time: not offered at a fixed rate. */
  isSerial?: boolean;
  /** Done before each run, and after it; neither is measured. */
  ready?(n: number): Promise<void>;
  settle?(n: number): Promise<void>;
  /** Done once before it is measured, and after. */
  before?(): Promise<void>;
  after?(): Promise<void>;
}

/** Jobs of one group, made when the group's turn comes; `close` leaves the store as it was found. */
export interface Group {
  name: string;
  /** What the mix of its jobs has to hold. */
  mix?: Goal;
  prepare(): Promise<{ jobs: Job[]; close?(): Promise<void> }>;
}
