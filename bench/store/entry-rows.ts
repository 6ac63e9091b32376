import type { Chance } from './chance.ts';
import type { Operator } from './company.ts';
import type { RowSink, RowText } from './copy-in.ts';
import { iso } from './iso.ts';
import { type messageWriter, type Subject, textOf, type Wanted } from './message-text.ts';
import type { Person } from './person.ts';
import { extra } from './planned.ts';
import type { Value } from './values.ts';

/** The tables of what is said, each with the columns that are written, in order. */
export const entryTables = {
  entry:
    'workspace_id, at, place, id, conversation_id, contact_id, queue_id, kind, direction, sender, body, received_at, text, tsv',
  delivery: 'workspace_id, channel_id, provider_id, at, entry_id',
};

/** A conversation as it was drawn: between whom, when, about what. */
export interface Talk {
  n: number;
  id: string;
  /** The card's number; 0: nobody is known. */
  contact: number;
  client: Pick<Person, 'language' | 'name' | 'family' | 'values'>;
  sender: Value;
  channel: { id: string; kind: string };
  queueId: string;
  firstAt: number;
  lastAt: number;
  messages: number;
  extras: number;
  state: 'waiting' | 'open' | 'closed';
  /** The last word is the client's. */
  isWaiting: boolean;
  /** Who answers; null where nobody did. `teller`: who notes and closes. */
  operator: Operator | null;
  teller: Operator;
  order: string | null;
  subject: Subject | null;
}

/** What was said, as the conversation's row tells it; times in milliseconds, 0: never. */
export interface Told {
  lastText: string;
  lastDirection: 'in' | 'out';
  firstPlace: string;
  lastPlace: string;
  lastIn: number;
  lastInPlace: string;
  answered: number;
  /** When something was noted or happened behind the last word. */
  toldAt: number;
}

/** What an entry is made with. */
interface Tools {
  workspaceId: string;
  now: number;
  chance: Chance;
  writer: ReturnType<typeof messageWriter>;
  sinks: Record<keyof typeof entryTables, RowSink>;
}

const year = 366 * 86_400_000;
const nothing = '\\N';
const wordless: RowText = {
  text: { bytes: Buffer.from(nothing), length: 2 },
  tsv: { bytes: Buffer.alloc(0), length: 0 },
};

/** Writes everything that is said in a conversation. */
export function entryWriter({ workspaceId: ws, now, chance, writer, sinks }: Tools): (talk: Talk) => Told {
  return (talk) => {
    const told: Told = {
      lastText: '',
      lastDirection: 'in',
      firstPlace: '',
      lastPlace: '',
      lastIn: talk.firstAt,
      lastInPlace: '',
      answered: 0,
      toldAt: 0,
    };
    for (let m = 0; m < talk.messages; m++) writeMessage(talk, m, told);
    told.toldAt = writeAside(talk);
    return told;
  };

  function writeMessage(talk: Talk, m: number, told: Told): void {
    const { client, channel, operator, messages } = talk;
    const at = timeOf(talk, m, chance);
    const isLast = m === messages - 1;
    const isOut = operator !== null && m > 0 && (isLast ? !talk.isWaiting : chance.happens(m % 2 ? 0.85 : 0.2));
    const by = isOut ? operator : null;
    const isCall = channel.kind === 'phone' && !isOut && chance.happens(0.9);
    const wanted: Wanted = {
      language: client.language,
      words: lengthFor(channel.kind, isOut, chance),
      isOld: at < now - year,
      order: talk.order && chance.happens(m === 0 ? 0.8 : 0.2) ? talk.order : null,
      signature: channel.kind === 'email' && client.family && !isOut ? client.family : null,
      subject: m === 0 ? talk.subject : null,
    };
    const said = isCall ? wordless : writer.message(chance, wanted);
    const place = writeEntry(talk, m, { at, said, by, isCall });
    told.lastDirection = by ? 'out' : 'in';
    told.lastPlace = place;
    if (isLast) told.lastText = isCall ? 'answered' : textOf(said.text, 800).slice(0, 200);
    if (m === 0) told.firstPlace = place;
    if (by && !told.answered) told.answered = at;
    if (!by) [told.lastIn, told.lastInPlace] = [at, place];
  }

  /** @returns its place among events of the same moment. */
  function writeEntry(
    talk: Talk,
    m: number,
    { at, said, by, isCall }: { at: number; said: RowText; by: Operator | null; isCall: boolean },
  ): string {
    const { sender, client, subject } = talk;
    const entryId = chance.uuid();
    const number = `${talk.n}-${m}`;
    const place = by ? entryId : number.replace(/\d+/g, (digits) => digits.padStart(20, '0'));
    const from = by ? senderJson('operator', by.id, by.name) : senderJson(sender.kind, sender.display, client.name);
    const body = isCall ? '{"call":{"state":"answered"}}' : m === 0 && subject ? `{"subject":"${subject.text}"}` : '{}';
    const [moment, direction] = [iso(at), by ? 'out' : 'in'];
    sinks.entry.write(
      `${ws}\t${moment}\t${place}\t${entryId}\t${talk.id}\t${talk.contact || nothing}\t${talk.queueId}\t${isCall ? 'call' : 'message'}\t${direction}\t${from}\t${body}\t${moment}`,
      said,
    );
    sinks.delivery.write(`${ws}\t${talk.channel.id}\t${by ? entryId : number}\t${moment}\t${entryId}`);
    return place;
  }

  /** A note, and what happened at the desk: no words of the conversation, behind its last one. @returns when the last of them was; 0: none. */
  function writeAside(talk: Talk): number {
    const { teller, extras, lastAt, client } = talk;
    let at = 0;
    const from = senderJson('operator', teller.id, teller.name);
    const write = (kind: string, place: string, id: string, body: string, said: RowText) =>
      sinks.entry.write(
        `${ws}\t${iso(at)}\t${place}\t${id}\t${talk.id}\t${talk.contact || nothing}\t${talk.queueId}\t${kind}\tout\t${from}\t${body}\t${iso(at)}`,
        said,
      );
    if (extras & extra.event) {
      at = lastAt + 60_000;
      write('event', '~', chance.uuid(), '{"event":{"code":"closed"}}', wordless);
    }
    if (extras & extra.note) {
      at = lastAt + 90_000;
      const id = chance.uuid();
      const plain = { language: client.language, order: null, signature: null, subject: null };
      write(
        'note',
        id,
        id,
        '{}',
        writer.message(chance, { ...plain, words: 3 + chance.below(20), isOld: at < now - year }),
      );
      sinks.delivery.write(`${ws}\t${talk.channel.id}\tnote:${id}\t${iso(at)}\t${id}`);
    }
    return at;
  }
}

/** The first and the last message stand where the plan says, the others between them. */
function timeOf({ firstAt, lastAt, messages }: Talk, m: number, chance: Chance): number {
  if (m === 0) return firstAt;
  if (m === messages - 1) return lastAt;
  return Math.floor(firstAt + ((lastAt - firstAt) * (m + 0.3 * chance.next())) / (messages - 1));
}

function senderJson(kind: string, value: string, name: string | null): string {
  return `{"kind":"${kind}","value":"${value}"${name === null ? '' : `,"name":"${name}"`}}`;
}

/** Mails are long; chats are short, answers less so. */
function lengthFor(kind: string, isOut: boolean, chance: Chance): number {
  if (kind === 'email') return 8 + Math.floor(chance.next() * chance.next() * 90);
  return (isOut ? 4 : 2) + chance.below(14);
}
