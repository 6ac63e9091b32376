import { common } from '#test/support/cards/words.ts';
import { chanceOf, kinds } from './chance.ts';
import { type Company, type Operator, operatorsByQueue, products } from './company.ts';
import type { RowSink } from './copy-in.ts';
import { entryTables, entryWriter, type Talk, type Told } from './entry-rows.ts';
import { iso } from './iso.ts';
import { type Listener, messageWriter } from './message-text.ts';
import { type Person, personOf, tagsOf } from './person.ts';
import type { Plan } from './planned.ts';
import { readable, type Value } from './values.ts';

/** The tables of conversations, each with the columns that are written, in order. */
export const conversationTables = {
  conversation:
    'workspace_id, id, root_id, channel_id, thread, queue_id, assignee_id, state, contact_id, link, link_trust, link_by, client_name, client_display, subject, parameters, tags, first_at, first_place, last_at, last_place, entries, last_text, last_direction, created_at, waiting_since, accepted_at, ended_at, ended_by, last_in_at, last_in_place, told_at, answered_at, waited',
  participant: 'workspace_id, conversation_id, kind, account, key, role, display, name, trust, listed, first_at, place',
  ...entryTables,
  conversation_operator: 'workspace_id, operator_id, conversation_id, queue_id',
  message_ref: 'workspace_id, channel_id, ref, conversation_id, own',
};

type Sinks = Record<keyof typeof conversationTables, RowSink>;

const day = 86_400_000;
const tags = tagsOf();
/** Of a conversation that nobody is known to be in, a browser. */
const stranger: Talk['client'] = { language: 'cs', name: null, family: '', values: [] };
/** The kind of value that a channel's client is known by, where it is called otherwise. */
const kindOf: Record<string, string> = { webchat: 'browser' };
const nothing = '\\N';

/** Writes conversations with their entries, one at a time: what the intake and the desk would have left behind. */
export function conversationWriter(
  plan: Plan,
  company: Company,
  sinks: Sinks,
  listener?: Listener,
): (n: number) => void {
  const { workspaceId: ws } = company;
  const chance = chanceOf(plan.seed);
  const person = personOf(plan.seed);
  const known = (id: number) => person(id, plan.profile[id] as number);
  const answering = operatorsByQueue(company);
  const writer = messageWriter(listener);
  const writeEntries = entryWriter({ workspaceId: ws, now: plan.now, chance, writer, sinks });

  return (n) => {
    const talk = draw(n);
    writeConversation(talk, writeEntries(talk));
    writeParticipants(talk);
    if (talk.subject)
      sinks.message_ref.write(`${ws}\t${talk.channel.id}\t${mailOf(talk)}@mail.example\t${talk.id}\ttrue`);
  };

  function draw(n: number): Talk {
    const id = chance.of(kinds.conversation, n).uuid();
    const contact = plan.contact[n] as number;
    const channel = company.channels[plan.channel[n] as number] as Company['channels'][number];
    const queue = plan.queue[n] as number;
    const operators = answering[queue] as Operator[];
    const client = contact ? known(contact) : stranger;
    const [firstAt, messages] = [plan.firstAt[n] as number, plan.messages[n] as number];
    const isRecent = firstAt > plan.now - 1.5 * day;
    const isWaiting = messages === 1 ? chance.happens(isRecent ? 0.8 : 0.15) : isRecent && chance.happens(0.4);
    const operator = isWaiting && messages === 1 ? null : chance.pick(operators);
    const order = chance.happens(0.12) ? `OBJ-${1_000_000 + chance.below(9_000_000)}` : null;
    const isMail = channel.kind === 'email';
    return {
      n,
      id,
      contact,
      client,
      sender: senderOf(client, channel.kind, n),
      channel,
      queueId: company.queues[queue] as string,
      firstAt,
      lastAt: plan.lastAt[n] as number,
      messages,
      extras: plan.extras[n] as number,
      state: isRecent ? (isWaiting ? 'waiting' : 'open') : 'closed',
      isWaiting,
      operator,
      teller: operator ?? (operators[0] as Operator),
      order,
      subject: isMail ? writer.subject(chance, client.language, chance.happens(0.2) ? order : null) : null,
    };
  }

  function writeConversation(talk: Talk, told: Told): void {
    const { id, contact, sender, operator, state, firstAt, lastAt } = talk;
    const named = operator && !talk.isWaiting ? operator.id : nothing;
    const ended = state === 'closed' ? iso(Math.min(lastAt + 600_000, plan.now)) : nothing;
    const branch = () => (chance.happens(0.3) ? `,"branch":"B${1 + chance.below(40)}"` : '');
    const parameters = chance.happens(0.4) ? `{"product":"${common(chance, products)}"${branch()}}` : '{}';
    const tagged = chance.happens(0.15) ? `{"${common(chance, tags)}"}` : '{}';
    const accepted = named === nothing ? 0 : told.answered || firstAt;
    const linked = `${contact || nothing}\t${linkOf(talk)}\t${contact ? sender.trust : nothing}\trule`;
    const client = `${talk.client.name ?? nothing}\t${sender.display}\t${talk.subject?.text ?? nothing}\t${parameters}\t${tagged}`;
    const times = `${iso(firstAt)}\t${told.firstPlace}\t${iso(lastAt)}\t${told.lastPlace}\t${talk.messages}\t${told.lastText}\t${told.lastDirection}\t${iso(firstAt)}`;
    const desk = `${state === 'waiting' ? iso(told.lastIn) : nothing}\t${timeOrNone(accepted)}\t${ended}\t${state === 'closed' ? named : nothing}`;
    const waited = told.answered ? Math.round((told.answered - firstAt) / 1_000) : nothing;
    sinks.conversation.write(
      `${ws}\t${id}\t${id}\t${talk.channel.id}\t${threadOf(talk)}\t${talk.queueId}\t${named}\t${state}\t${linked}\t${client}\t${times}\t${desk}\t${iso(told.lastIn)}\t${told.lastInPlace}\t${timeOrNone(told.toldAt)}\t${timeOrNone(told.answered)}\t${waited}`,
    );
    const tookPart = operator && named !== nothing ? [operator] : [];
    if (operator && chance.happens(0.003)) tookPart.push(chance.pick(company.operators)); // asked for help, from whatever queue
    for (const one of new Set(tookPart)) sinks.conversation_operator.write(`${ws}\t${one.id}\t${id}\t${talk.queueId}`);
  }

  /** The decision, as it is kept with the conversation (R-REC-6). */
  function linkOf({ n, contact, sender, firstAt }: Talk): string {
    const trust = sender.trust > 2 ? 'channel' : 'network';
    return JSON.stringify({
      rule: contact === 0 ? 'nothingMatched' : plan.born[contact] === n ? 'created' : 'matched',
      evidence: contact ? { kind: sender.kind, display: sender.display, trust } : null,
      strength: contact ? trust : null,
      rejected: [],
      at: iso(firstAt),
      by: null,
    });
  }

  function threadOf(talk: Talk): string {
    const { n, id, channel, sender } = talk;
    if (channel.kind === 'email') return `mail:${mailOf(talk)}`;
    if (channel.kind === 'phone' || channel.kind === 'webchat') return `id:${channel.kind}-${n}`;
    return `${plan.runs[n] ? '' : `ended ${id} `}client:${sender.kind}:${sender.account}:${sender.key}`;
  }

  function writeParticipants({ id, client, sender, subject, firstAt }: Talk): void {
    const row = ({ kind, account, key, display, trust }: Value, role: string, place: number, name = nothing) =>
      sinks.participant.write(
        `${ws}\t${id}\t${kind}\t${account}\t${key}\t${role}\t${display}\t${name}\t${trust}\t${subject !== null && role !== 'also'}\t${iso(firstAt)}\t${place}`,
      );
    row(sender, 'from', 0, client.name ?? nothing);
    if (sender.key.startsWith('+') && sender.kind !== 'phone')
      row({ ...sender, kind: 'phone', display: readable(sender.key) }, 'from', 1);
    const email = sender.kind === 'browser' && emailOf(client);
    if (email) row(email, 'also', 1);
    if (subject && chance.happens(0.1)) {
      const copied = emailOf(known(1 + chance.below(plan.size.contacts)));
      if (copied && copied.key !== sender.key) row({ ...copied, trust: 1 }, 'cc', 1);
    }
  }
}

function emailOf({ values }: Pick<Person, 'values'>): Value | undefined {
  return values.find(({ kind }) => kind === 'email');
}

/** What names a mail and its thread. */
function mailOf({ n, id }: Talk): string {
  return `${n}.${id.slice(0, 8)}`;
}

function timeOrNone(time: number): string {
  return time ? iso(time) : nothing;
}

/** The client's own value on a channel; a browser where they came without one. */
function senderOf({ values }: Pick<Person, 'values'>, channel: string, n: number): Value {
  const own = values.find(({ kind }) => kind === (kindOf[channel] ?? channel));
  const browser = `b${n.toString(36).padStart(8, '0')}`;
  return own ?? { kind: 'browser', account: '', key: browser, display: browser, trust: 0 };
}
