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
import { customValue, type SaidInField } from './said-in-fields.ts';
import type { CheckedIdentity } from './signed-identity.ts';
import { signedValues } from './signed-values.ts';

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
  /** When an earlier message of the conversation said it first, */
  firstAt?: string;
  /** and in which conversation: several may read as one. */
  firstIn?: string;
}

/** What was found out about a message beside what it says of itself. */
export interface MoreEvidence {
  /** Its signed identity, checked. */
  identity: CheckedIdentity | null;
  /** What it says in the workspace's identifying fields. */
  fields: SaidInField[];
}

/**
 * What a message says of its client: the sender (or, of a message that goes out, whom it goes to) first, then the rest. Trust may only be lowered
 * by the message, never raised above what the channel allows (channels.md section 1). A signed identity that counts for nothing makes the
 * whole message a claim.
 */
export function evidenceOf(
  channel: LoadedChannel,
  message: ReceivedMessage,
  more: Partial<MoreEvidence> = {},
): Evidence[] {
  const { item, mail } = message;
  const { identity = null, fields = [] } = more;
  const client = item.direction === 'out' ? item.client : (item.client ?? item.from);
  const isAligned = item.direction === 'in' && mail?.verdict === 'aligned';
  const most = identity && 'problem' in identity ? trustLevel('claimed') : trustLevel('signed');
  const others = trustLevel(channel.settings.otherTrust);
  const evidence: Evidence[] = [];
  const keep = (value: CanonicalValue, rest: Omit<Evidence, keyof CanonicalValue | 'place'>) => {
    if (value.key !== '') evidence.push({ ...value, ...rest, place: evidence.length });
  };
  const signed = { trust: trustLevel('signed'), authenticatedBy: 'JWT' };
  const say = (said: Omit<SenderIdentity, 'trust'>, rest: Omit<Evidence, keyof CanonicalValue | 'place' | 'name'>) => {
    const given = { ...said, account: said.account ?? channel.account };
    const value = customValue(channel, said.kind, said.value) ?? canonicalValue(given, channel.country);
    if (!('key' in value)) return '';
    keep(value, { ...rest, name: said.name?.trim() || null });
    return value.key;
  };

  if (client) {
    const trust = Math.min(most, lower(client.trust, ownTrust(channel, client.kind, isAligned)));
    const by = isAligned ? mail?.authenticatedBy : undefined;
    const role = item.direction === 'out' ? 'to' : 'from';
    const sender = { origin: 'sender' as const, role, trust, ...(by && { authenticatedBy: by }) } as const;
    const number = say(client, sender);
    if (isPhoneLike(client.kind) && number.startsWith('+'))
      keep({ kind: 'phone', account: '', key: number, display: readableNumber(number) }, { ...sender, name: null });
  }
  if (identity && 'claims' in identity) {
    for (const { value, name } of signedValues(identity.claims, channel.country))
      keep(value, { ...signed, origin: 'sender', role: 'from', name });
  }
  for (const { kind, value, trust } of message.signedIn?.values ?? []) {
    const sender = { origin: 'sender', role: 'from', name: message.signedIn?.name ?? null } as const;
    keep(canonicalValue({ kind, value }), {
      ...sender,
      trust: Math.min(most, trustLevel(trust)),
      ...(message.signedIn && { authenticatedBy: message.signedIn.by }),
    });
  }
  const also = { origin: 'also', role: 'also' } as const;
  for (const { value, isSigned } of fields)
    keep(value, { ...also, name: null, ...(isSigned ? signed : { trust: Math.min(most, others) }) });
  for (const said of item.also ?? []) say(said, { ...also, trust: Math.min(most, lower(said.trust, others)) });
  // Whom a mail was sent to, the mail server knows; whom another channel's item names, only who wrote it.
  const participants =
    mail || channel.kind === 'email' ? trustLevel('network') : Math.min(others, trustLevel('network'));
  for (const said of item.participants ?? [])
    say(said, { origin: 'participant', role: said.role, trust: participants });
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
    else if (one.trust > had.trust) first.set(id, { ...one, place: had.place, name: one.name ?? had.name });
  }
  return [...first.values()];
}

/** Whether earlier evidence says all that a new one does. */
export function says(had: Evidence, one: Evidence): boolean {
  return (
    had.kind === one.kind &&
    had.account === one.account &&
    had.key === one.key &&
    had.role === one.role &&
    had.trust >= one.trust
  );
}
