import type { fieldFillers } from '#contract/field.ts';
import type { IdentifierKind } from '#contract/identifiers.ts';
import type { IncomingMessage } from '#contract/incoming-message.ts';
import type { IdentifyingField } from '../fields/identifying-fields.ts';
import { readFieldValue } from '../fields/read-field-value.ts';
import type { LoadedChannel } from '../intake/load-channel.ts';
import { type CanonicalValue, canonicalValue } from './canonical.ts';
import type { CheckedIdentity } from './signed-identity.ts';

/** A value that a message brings of a field which identifies (R-ID-6). */
export interface SaidInField {
  value: CanonicalValue;
  /** The company's own site signed it. */
  isSigned: boolean;
}

/**
 * What a message says in the fields that identify: parameters of a field's name where the field may be filled in this way, and claims of a signed
 * identity. A value that is none of its field stays the parameter it was, and the entry says so; one of a field that identifies nobody, or may
 * not be filled in this way, is a parameter and no more.
 */
export function saidInFields(
  channel: LoadedChannel,
  item: IncomingMessage,
  identity: CheckedIdentity | null,
): { said: SaidInField[]; warnings: string[] } {
  const said: SaidInField[] = [];
  const warnings: string[] = [];
  const say = (field: IdentifyingField, given: unknown, isSigned: boolean) => {
    if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') return;
    const value = valueOfField(field, given);
    if ('problem' in value) warnings.push(`field.${field.name}: ${value.problem} It identifies nobody.`);
    else said.push({ value, isSigned });
  };
  const claims = identity && 'claims' in identity ? identity.claims : {};
  for (const field of channel.fields) {
    if (fillersOf(channel.kind).some((filler) => field.filledBy.includes(filler)))
      say(field, item.parameters?.[field.name], false);
    if (field.filledBy.includes('signedIdentity')) say(field, (claims as Record<string, unknown>)[field.name], true);
  }
  for (const { kind, value } of [item.from, ...(item.client ? [item.client] : []), ...(item.also ?? [])]) {
    const read = customValue(channel, kind, value);
    if (read && 'problem' in read)
      warnings.push(`field.${kind.slice('custom:'.length)}: ${read.problem} It identifies nobody.`);
  }
  return { said, warnings };
}

/** The canonical form of a value of a kind that a field is defined for; null for any other kind. */
export function customValue(
  channel: Pick<LoadedChannel, 'fields'>,
  kind: IdentifierKind,
  given: string,
): CanonicalValue | { problem: string } | null {
  const field = kind.startsWith('custom:') ? channel.fields.find((one) => one.kind === kind) : undefined;
  return field ? valueOfField(field, given) : null;
}

function valueOfField(field: IdentifyingField, given: string | number | boolean): CanonicalValue | { problem: string } {
  const read = readFieldValue(field, given);
  return 'problem' in read ? read : canonicalValue({ kind: field.kind, value: read.value });
}

/** How parameters come in on a channel: on the widget through its forms and its interface, anywhere else through ours. */
function fillersOf(channelKind: string): (typeof fieldFillers)[number][] {
  return channelKind === 'webchat' ? ['entryForm', 'heroCard', 'widgetApi'] : ['restApi'];
}
