import type pg from 'pg';
import { fold } from '#contract/fold.ts';
import { type Chance, chanceOf, kinds } from './chance.ts';
import { nameOf } from './name-lists.ts';
import { segments, tagsOf } from './person.ts';

/** The kinds of the channels, one of each. */
export const channelKinds = ['email', 'phone', 'whatsapp', 'webchat', 'facebook', 'instagram', 'telegram', 'viber'];
/** How the conversations are spread over the queues; the last two are hidden from who is no member of them. */
export const queueShares = [0.22, 0.16, 0.13, 0.1, 0.09, 0.08, 0.07, 0.05, 0.04, 0.03, 0.02, 0.01];
const queueNames = [
  'Podpora',
  'Fakturace',
  'Objednávky',
  'Sales',
  'Reklamace',
  'Doprava',
  'Servis',
  'Partneři',
  'Pobočky',
  'Press',
  'Vedení',
  'Právní',
];

export interface Operator {
  id: string;
  name: string;
  queues: number[];
}

/** The company whose directory it is: ids that follow from the seed, so that every thread knows them. */
export interface Company {
  workspaceId: string;
  queues: string[];
  channels: { id: string; kind: string; name: string }[];
  /** Those who answer. */
  operators: Operator[];
  /** Operators by how many queues they may read; one of them is a member of half of the queues, and others are hidden from them. */
  readers: Record<'all' | 'three' | 'one' | 'none' | 'withoutHidden', Operator>;
}

/** Who answers in each queue; somebody does. */
export function operatorsByQueue({ operators }: Company): Operator[][] {
  return queueShares.map((_, queue) => operators.filter(({ queues }) => queues.includes(queue)));
}

/** Draws up the company. */
export function companyOf(seed: number): Company {
  const chance = chanceOf(seed).of(kinds.company, 0);
  const workspaceId = chance.uuid();
  const queues = queueNames.map(() => chance.uuid());
  const all = queueNames.map((_, place) => place);
  const readers = {
    all: operator(chance, all),
    three: operator(chance, [1, 4, 8]),
    one: operator(chance, [3]),
    none: operator(chance, []),
    withoutHidden: operator(chance, [0, 1, 2, 3, 4, 5]),
  };
  const others = Array.from({ length: 60 }, (_, n) => operator(chance, [n % 12, chance.below(12), chance.below(12)]));
  const channels = channelKinds.map((kind) => ({ id: chance.uuid(), kind, name: `Bench ${kind}` }));
  return {
    workspaceId,
    queues,
    channels,
    operators: [readers.all, readers.three, readers.one, readers.withoutHidden, ...others],
    readers,
  };
}

function operator(chance: Chance, queues: number[]): Operator {
  const { given, family } = nameOf(chance, 'cs');
  return { id: chance.uuid(), name: `${given} ${family}`, queues: [...new Set(queues)].sort((a, b) => a - b) };
}

/** Writes the company into an empty store: workspace, queues, people, channels, tags and fields. */
export async function writeCompany(client: pg.Client, company: Company): Promise<void> {
  const { workspaceId: ws, queues, channels, operators, readers } = company;
  await client.query('select create_workspace($1, $2, $3, $4)', [ws, 'bench', 'Bench', 'CZ']);
  for (const [place, id] of queues.entries()) {
    const kept = place >= queues.length - 2 ? 'hidden' : 'members';
    await client.query('insert into queue (workspace_id, id, name, place, readers) values ($1, $2, $3, $4, $5)', [
      ws,
      id,
      queueNames[place],
      place,
      kept,
    ]);
  }
  for (const { id, name, queues: own } of new Set([...operators, ...Object.values(readers)])) {
    await client.query(
      `insert into operator (workspace_id, id, name, email, role) values ($1, $2, $3, $4, 'operator')`,
      [ws, id, name, `${id}@example.com`],
    );
    for (const queue of own)
      await client.query('insert into queue_member (workspace_id, queue_id, operator_id) values ($1, $2, $3)', [
        ws,
        queues[queue],
        id,
      ]);
  }
  for (const { id, kind, name } of channels) {
    const text =
      'insert into channel (workspace_id, id, kind, name, account, queue_id) values ($1, $2, $3, $4, $5, $6)';
    await client.query(text, [ws, id, kind, name, kind === 'email' ? 'info@firma.example' : 'bench', queues[0]]);
  }
  for (const name of tagsOf())
    await client.query('insert into tag (workspace_id, key, name) values ($1, $2, $3) on conflict do nothing', [
      ws,
      fold(name),
      name,
    ]);
  await writeFields(client, ws);
}

async function writeFields(client: pg.Client, ws: string): Promise<void> {
  const fields = [
    { name: 'customer_no', of: 'contact', type: 'text', choices: [], identifies: true },
    { name: 'segment', of: 'contact', type: 'choice', choices: segments, identifies: false },
    { name: 'product', of: 'conversation', type: 'choice', choices: products, identifies: false },
    { name: 'branch', of: 'conversation', type: 'text', choices: [], identifies: false },
  ];
  for (const [place, { name, of, type, choices, identifies }] of fields.entries()) {
    const text =
      'insert into field (workspace_id, id, name, of, label, type, choices, identifies, place) values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8)';
    await client.query(text, [ws, name, of, { en: name }, type, choices, identifies, place]);
  }
}

/** What conversations are about, the commonest first. */
export const products = ['elektřina', 'plyn', 'internet', 'televize', 'mobil', 'servis', 'pojištění', 'solár'];
