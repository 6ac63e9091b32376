import type { NewChannel } from '#domain/intake/create-channel.ts';
import type { OperatorActor } from '#domain/operators/actor.ts';
import type { Queue } from '#domain/operators/queues.ts';

/** The company of the demo: Bystřina, which lets flats and brings energy to them. Everything about it is invented. */
export const company = {
  name: 'Bystřina',
  slug: 'demo',
  workspace: 'Demo',
  country: 'CZ',
  firstQueue: 'Invoices',
} as const;

/** Its queues in their order, with who reads them (R-HIS-5). */
export const queues = [
  { name: 'Invoices', readers: 'members' },
  { name: 'Faults', readers: 'members' },
  { name: 'Moving house', readers: 'members' },
  { name: 'New clients', readers: 'everyone' },
  { name: 'Complaints', readers: 'hidden' },
] as const satisfies Omit<Queue, 'id'>[];
export type QueueName = (typeof queues)[number]['name'];

/** The server whose Authentication-Results the demo's mailboxes believe. */
export const mailHost = 'mx.bystrina.example';

const mailbox = (name: string, account: string, queue: QueueName) =>
  ({ kind: 'email', name, account, queue, settings: { own: [account], authservIds: [mailHost] } }) as const;

/** Its channels. The customer zone is the company's own site, on which clients are signed in and whose details were checked. */
export const channels = {
  webchat: { kind: 'webchat', name: 'Chat at bystrina.example', account: 'bystrina.example', queue: 'New clients' },
  info: mailbox('info@bystrina.example', 'info@bystrina.example', 'New clients'),
  invoices: mailbox('faktury@bystrina.example', 'faktury@bystrina.example', 'Invoices'),
  complaints: mailbox('reklamace@bystrina.example', 'reklamace@bystrina.example', 'Complaints'),
  whatsapp: { kind: 'whatsapp', name: 'WhatsApp', account: '420800555013', queue: 'Invoices' },
  facebook: { kind: 'facebook', name: 'Messenger', account: '104477120098', queue: 'Invoices' },
  instagram: { kind: 'instagram', name: 'Instagram', account: '178414550021', queue: 'New clients' },
  telegram: { kind: 'telegram', name: 'Telegram', account: 'bystrina_bot', queue: 'Faults' },
  viber: { kind: 'viber', name: 'Viber', account: 'bystrina', queue: 'Faults' },
  apple: { kind: 'apple', name: 'Apple Messages', account: 'f3b1c0de-bystrina', queue: 'New clients' },
  vk: { kind: 'vk', name: 'VK', account: 'club-bystrina', queue: 'New clients' },
  line: { kind: 'line', name: 'LINE', account: 'bystrina-line', queue: 'New clients' },
  kakaotalk: { kind: 'kakaotalk', name: 'KakaoTalk', account: 'bystrina-kakao', queue: 'Moving house' },
  phone: { kind: 'phone', name: 'Line 800 555 013', account: '+420800555013', queue: 'Faults' },
  zone: {
    kind: 'custom',
    name: 'Customer zone',
    account: 'zone',
    queue: 'Invoices',
    settings: { ownTrust: 'signed', otherTrust: 'channel' },
  },
} as const satisfies Record<string, NewChannel & { queue: QueueName }>;
export type ChannelName = keyof typeof channels;

export interface Colleague {
  name: string;
  email: string;
  role: OperatorActor['role'];
  language: 'en' | 'cs';
  queues: QueueName[];
}

/** Who works there. Dana is the one that a visitor of the demo signs in as. */
export const colleagues = {
  dana: {
    name: 'Dana Demo',
    email: 'demo@example.com',
    role: 'administrator',
    language: 'en',
    queues: ['Invoices', 'New clients'],
  },
  eva: {
    name: 'Eva Marková',
    email: 'eva@bystrina.example',
    role: 'operator',
    language: 'cs',
    queues: ['Invoices', 'Moving house', 'New clients'],
  },
  petra: {
    name: 'Petra Vlčková',
    email: 'petra@bystrina.example',
    role: 'operator',
    language: 'cs',
    queues: ['Faults'],
  },
  martin: {
    name: 'Martin Říha',
    email: 'martin@bystrina.example',
    role: 'supervisor',
    language: 'en',
    queues: ['Invoices', 'Moving house', 'New clients', 'Complaints'],
  },
} as const satisfies Record<string, Colleague>;
export type ColleagueName = keyof typeof colleagues;
