export type SizeName = '1%' | '10%' | '100%';

export interface BenchStore {
  size: SizeName;
  /** Where its server keeps it. */
  folder: string;
  counts: { contacts: number; identifiers: number; conversations: number; entries: number };
  /** As the role vizitka_server, under row-level security. */
  appUrl: string;
  ownerUrl: string;
  workspaceId: string;
  /** A channel of the kind whatsapp, into which messages may be received. */
  channelId: string;
  facts: Facts;
  /** How long the making took, when it was made; kept with the store. */
  madeInSeconds: number;
  stop(): Promise<void>;
}

export type TermClass = 'common' | 'middling' | 'rare' | 'absent' | 'stopped' | 'phrase' | 'orderNumber';

/** What benchmarks look for, known from the making: names of things that are there, and how often. */
export interface Facts {
  /** Active cards that no other is merged into, 200 or more, spread evenly; the phone stands as a whatsapp value too. */
  people: { id: number; name: string; email: string; phone: string; externalId: string }[];
  /** Cards with the longest histories, the longest first. */
  heavy: { id: number; entries: number }[];
  /** Two cards that may be merged, each with so many entries. */
  toMerge: { ids: [number, number]; entries: number };
  /** Ids of operators by how many of the 12 queues they may read. */
  operators: { all: string; three: string; one: string; none: string };
  /** An operator, member of several queues, from whom one queue or more is hidden (readers: hidden) that has conversations of many cards. */
  operatorWithHidden: string;
  /** Terms of the search of messages, 40 or more of each class. `stopped`: none younger than a year. `phrase`: two or three words that follow each other. */
  words: Record<TermClass, string[]>;
  /** Tags of cards; the same words are tags of conversations. */
  tags: { common: string[]; rare: string[] };
  /** What the directory filters by: `attributes` as name:value, `has` kinds of identifier, `channels` kinds of channel. */
  parameters: {
    attributes: { common: string[]; rare: string[] };
    has: string[];
    channels: string[];
    /** Of conversations: name and some of its values. */
    conversations: { name: string; values: string[] }[];
  };
  /** Ids of the 12 queues. */
  queues: string[];
  channels: { id: string; kind: string }[];
}
