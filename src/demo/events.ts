import { createHash } from 'node:crypto';
import type { IncomingMessage, SenderIdentity } from '#contract/incoming-message.ts';
import { type ChannelName, type ColleagueName, channels, colleagues, company, type QueueName } from './company.ts';
import { momentOf, span } from './read-when.ts';
import type { Call, Chat, DemoFile, Line, Person, Story, Thread } from './tell.ts';
import { type PlacedMail, writeMail } from './write-mail.ts';

/** What a provider would send: an item of the generic channel's form, or a mail as it comes over the wire. */
export interface DemoEvent {
  channel: ChannelName;
  at: Date;
  queue?: QueueName | undefined;
  item?: Omit<IncomingMessage, 'attachments'>;
  files?: DemoFile[];
  mail?: Uint8Array;
}

/** The events of a story, each with its moment seen from `now`. The same story makes the same events: their ids are of the story. */
export function eventsOf(story: Story, now: Date): DemoEvent[] {
  if ('mails' in story) return mailsOf(story, now);
  return story.on === 'phone' ? [callOf(story, now)] : chatOf(story, now);
}

/** Who a person is on a channel, by the provider's own id. */
function identityOf(person: Person, channel: ChannelName): Pick<SenderIdentity, 'kind' | 'value' | 'trust'> {
  const browser = person.browser ?? browserOf(person);
  if (channel === 'zone' && !person.customer) return { kind: 'browser', value: browser, trust: 'claimed' };
  const ids: Partial<Record<ChannelName, [SenderIdentity['kind'], string | undefined]>> = {
    webchat: ['browser', browser],
    whatsapp: ['whatsapp', person.phone?.replace(/\D/g, '')],
    viber: ['viber', person.phone?.replace(/\D/g, '')],
    facebook: ['facebook', person.facebook],
    instagram: ['instagram', person.instagram],
    telegram: ['telegram', person.telegram],
    apple: ['apple', person.apple],
    vk: ['vk', person.vk],
    line: ['line', person.line],
    kakaotalk: ['kakaotalk', person.kakaotalk],
    phone: ['phone', person.phone],
    zone: ['custom:customer_no', person.customer],
  };
  const [kind, value] = ids[channel] ?? ['email', person.email];
  if (!value) throw new Error(`${person.name} is not on the channel ${channel}.`);
  return { kind, value };
}

function browserOf({ name, email, phone }: Person): string {
  return createHash('sha256').update(`${name} ${email} ${phone}`).digest('hex').slice(0, 16);
}

function chatOf(chat: Chat, now: Date): DemoEvent[] {
  const { id, on, with: person, form = [], queue, parameters, isPublic } = chat;
  const begins = momentOf(chat.when, now);
  const isNamed = on !== 'webchat' || form.includes('name');
  const known = (as: Person): SenderIdentity => ({ ...identityOf(as, on), ...(isNamed && { name: as.name }) });
  const also = (['email', 'phone', 'customer'] as const).flatMap((field) => {
    const value = person[field];
    return form.includes(field) && value
      ? [{ kind: field === 'customer' ? ('custom:customer_no' as const) : field, value }]
      : [];
  });
  const pauses = pausesOf(chat.lines, now.getTime() - begins.getTime());
  let at = begins.getTime();
  let client = known(person);
  return chat.lines.map((line, n) => {
    at += pauses[n] ?? 0;
    const { by, text, files, as } = spoken(line);
    if (as) client = known(as);
    const item: DemoEvent['item'] = {
      id: `${id}:${String(n).padStart(2, '0')}`,
      conversation: id,
      at: new Date(at).toISOString(),
      type: isPublic ? 'post' : 'message',
      direction: by ? 'out' : 'in',
      from: by ? colleagueAs(by) : client,
      ...(by && { client }),
      ...(!by && also.length > 0 && { also }),
      ...(n === 0 && parameters && { parameters }),
      text,
      ...(queue && { queue }),
    };
    return { channel: on, at: new Date(at), item, files };
  });
}

/** People read and write at their pace; a talk that has just begun is not over in the future. */
function pausesOf(lines: Line[], room: number): number[] {
  const pauses = lines.map((line, n) => {
    const { after, text } = spoken(line);
    return n === 0 ? 0 : after ? span(after) : 25_000 + text.length * 450;
  });
  const whole = pauses.reduce((sum, pause) => sum + pause, 0);
  const scale = Math.min(1, (room * 0.85) / Math.max(whole, 1));
  return pauses.map((pause) => Math.round(pause * scale));
}

function spoken(line: Line): Exclude<Line, string> & { by: ColleagueName | null; files: DemoFile[] } {
  const { text, files = [], ...rest } = typeof line === 'string' ? { text: line } : line;
  const [, name = '', said = ''] = /^(\w+): ([\s\S]+)$/.exec(text) ?? [];
  const by = name in colleagues ? (name as ColleagueName) : null;
  return { ...rest, files, by, text: by ? said : text };
}

function colleagueAs(name: ColleagueName): SenderIdentity {
  return { kind: 'custom:operator', value: name, name: colleagues[name].name };
}

function callOf(call: Call, now: Date): DemoEvent {
  const at = momentOf(call.when, now);
  const { id, with: person, direction = 'in', state, operator, seconds, waited, choices, transcript, queue } = call;
  const [theirs, ours] = [person.phone ?? '', channels.phone.account];
  const client: SenderIdentity = identityOf(person, 'phone');
  const said = transcript?.map((line, n) => {
    const { by, text } = spoken(line);
    return {
      at: new Date(at.getTime() + (waited ?? 0) * 1_000 + n * 9_000).toISOString(),
      who: by ? colleagues[by].name : 'client',
      text,
    };
  });
  const item: DemoEvent['item'] = {
    id,
    conversation: id,
    at: at.toISOString(),
    type: 'call',
    direction,
    from: direction === 'in' ? client : { kind: 'phone', value: ours, name: company.name },
    ...(direction === 'out' && { client }),
    call: {
      state,
      ...(direction === 'in' ? { from: theirs, to: ours } : { from: ours, to: theirs }),
      ...(operator && { operator: colleagues[operator].name }),
      ...(seconds !== undefined && { seconds }),
      ...(waited !== undefined && { waited }),
      ...(choices && { choices }),
      ...(said && { transcript: said }),
    },
    ...(queue && { queue }),
  };
  return { channel: 'phone', at, item };
}

function mailsOf(thread: Thread, now: Date): DemoEvent[] {
  const before: PlacedMail['before'] = [];
  let at = momentOf(thread.when, now);
  return thread.mails.map((mail, n) => {
    if (n > 0) at = new Date(Math.min(at.getTime() + span(mail.after ?? '2 h'), now.getTime() - 30_000));
    const raw = writeMail({ thread, mail, n, at, before: [...before] });
    before.push({ mail, at });
    return { channel: thread.on, at, queue: thread.queue, mail: raw };
  });
}
