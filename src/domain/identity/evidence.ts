import {
  type BuiltInKind,
  type IdentifierKind,
  identifierKinds,
  type Trust,
  trustLevel,
} from '#contract/identifiers.ts';
import type { ReceivedMessage, SenderIdentity } from '#contract/incoming-message.ts';
import type { LoadedChannel } from '../intake/load-channel.ts';
import { type CanonicalValue, canonicalValue, readableNumber } from './canonical.ts';

/** One reason to think of somebody: a value, how far it is to be trusted, and where in the message it stood. */
export interface Evidence extends CanonicalValue {
  /** Place on the trust ladder, 0 (claimed) to 5 (signed). */
  trust: number;
  /** sender: whom the conversation is with; also: form fields, cookies, profile; participant: further people of a mail. */
  origin: 'sender' | 'also' | 'participant';
  role: 'from' | 'replyTo' | 'to' | 'cc' | 'also';
  name: string | null;
  /** What vouches for it, for "linked because": `DMARC`. */
  authenticatedBy?: string;
  /** Place in the message's headers: the order of first appearance (R-REC-8). */
  place: number;
}

/**
 * What a message says of its client: the sender (or, of a message that goes out, whom it goes to) first, then the rest. Trust may only be lowered
 * by the message, never raised above what the channel allows (channels.md section 1).
 */
export function evidenceOf(channel: LoadedChannel, message: ReceivedMessage): Evidence[] {
  const { item, mail } = message;
  const client = item.direction === 'out' ? item.client : (item.client ?? item.from);
  const isAligned = item.direction === 'in' && mail?.verdict === 'aligned';
  const evidence: Evidence[] = [];
  const say = (
    said: Omit<SenderIdentity, 'trust'>,
    origin: Evidence['origin'],
    role: Evidence['role'],
    trust: number,
    display?: string,
  ) => {
    const value = canonicalValue({ ...said, account: said.account ?? channel.account }, channel.country);
    if (value.key === '') return;
    const name = said.name?.trim() || null;
    const by = origin === 'sender' && isAligned ? mail?.authenticatedBy : undefined;
    const one: Evidence = {
      ...value,
      display: display ?? value.display,
      trust,
      origin,
      role,
      name,
      place: evidence.length,
    };
    evidence.push(by ? { ...one, authenticatedBy: by } : one);
  };

  if (client) {
    const trust = lower(client.trust, ownTrust(channel, client.kind, isAligned));
    const role = item.direction === 'out' ? 'to' : 'from';
    say(client, 'sender', role, trust);
    const number = isPhoneLike(client.kind) ? canonicalValue(client).key : '';
    if (number.startsWith('+')) say({ kind: 'phone', value: number }, 'sender', role, trust, readableNumber(number));
  }
  for (const also of item.also ?? []) {
    say(also, 'also', 'also', lower(also.trust, trustLevel(channel.settings.otherTrust)));
  }
  for (const participant of item.participants ?? []) {
    say(participant, 'participant', participant.role, trustLevel('network'));
  }
  return firstOfEach(evidence);
}

/** The trust that a channel gives its own id. What the administrator set, else what the kind allows. */
function ownTrust(channel: LoadedChannel, kind: IdentifierKind, aligned: boolean): number {
  const own = channel.kind === 'custom' || channelOf(kind) === channel.kind;
  if (!own) return trustLevel(channel.settings.otherTrust);
  if (channel.settings.ownTrust) return trustLevel(channel.settings.ownTrust);
  if (kind === 'email') return trustLevel(aligned ? 'channel' : 'network');
  if (kind === 'phone') return trustLevel('network');
  if (kind === 'browser' || kind.startsWith('custom:') || channelOf(kind) === 'webchat') return trustLevel('claimed');
  return trustLevel('channel');
}

function channelOf(kind: IdentifierKind): string {
  return kind.startsWith('custom:') ? 'custom' : identifierKinds[kind as BuiltInKind].channel;
}

/** Kinds whose ids are phone numbers, and so also evidence as that phone (R-ID-1), where an id does read as one. */
function isPhoneLike(kind: IdentifierKind): boolean {
  return kind !== 'phone' && !kind.startsWith('custom:') && identifierKinds[kind as BuiltInKind].phone;
}

function lower(given: Trust | undefined, cap: number): number {
  return given === undefined ? cap : Math.min(trustLevel(given), cap);
}

/** A value named twice in one role counts once, at its first place and higher trust. */
function firstOfEach(evidence: Evidence[]): Evidence[] {
  const first = new Map<string, Evidence>();
  for (const one of evidence) {
    const id = JSON.stringify([one.kind, one.account, one.key, one.role]);
    const had = first.get(id);
    if (!had) first.set(id, { ...one });
    else if (one.trust > had.trust) had.trust = one.trust;
  }
  return [...first.values()];
}
