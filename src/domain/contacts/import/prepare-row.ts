import { createHash } from 'node:crypto';
import { isScoped } from '#contract/identifiers.ts';
import { findUnstorable } from '#contract/unstorable.ts';
import { presetAttribute } from '../../fields/preset-attributes.ts';
import { readFieldValue } from '../../fields/read-field-value.ts';
import { type CanonicalValue, canonicalValue } from '../../identity/canonical.ts';
import { neverIdentifies } from '../../identity/never-identifies.ts';
import { shortKey } from '../../identity/short-key.ts';
import { storable } from '../../intake/storable.ts';
import { keyText } from '../attach-values.ts';
import { emailShape } from '../typed-values.ts';
import type { ImportSettings } from './import-settings.ts';
import { readBirthDate } from './read-birth-date.ts';
import { type GivenConflict, type GivenIdentifier, type RowToImport, rowLimits } from './row-to-import.ts';

export interface ImportKey {
  source: string;
  key: string;
}

/** A value in its canonical form, with what the file says of it. */
export interface ReadyValue extends CanonicalValue {
  label: string | null;
  main: boolean;
  shared: boolean;
  orElse: GivenIdentifier['orElse'];
}

/** A row that can be planned: checked, its values canonical and each there once. */
export interface ReadyRow {
  row: number;
  keys: [ImportKey, ...ImportKey[]];
  name: string | null;
  values: ReadyValue[];
  attributes: Record<string, string>;
  tags: string[];
  extra: Record<string, unknown>;
  /** What waits to be settled, each text once. */
  conflicts: GivenConflict[];
}

/**
 * Checks a row and gives its values their canonical form (R-ID-2). A text that can identify nobody goes to `extra`, or refuses the row where its column
 * says what it is. A row without a key gets one from its contents, so that it makes no second card when it comes again.
 */
export function prepareRow(read: RowToImport, settings: ImportSettings): ReadyRow | { refused: string } {
  const problem = problemOf(read);
  if (problem) return { refused: problem };
  const given = storable(read);
  const extra = { ...given.extra };
  const values = new Map<string, ReadyValue>();
  for (const one of given.identifiers) {
    const found = readValue(one, settings);
    if ('value' in found) {
      if (!values.has(keyText(found.value))) values.set(keyText(found.value), found.value);
    } else if (found.refused && one.strict) return { refused: found.refused };
    else putAside(extra, one.orElse);
  }
  const attributes = readAttributes(given.attributes, extra, settings);
  if ('refused' in attributes) return { refused: attributes.refused };
  const name = given.name?.trim() || null;
  const conflicts = readConflicts(given.conflicts ?? [], extra);
  const isEmpty = !name && values.size === 0 && given.tags.length === 0 && Object.keys(attributes.of).length === 0;
  if (isEmpty) return { refused: 'The row has no name and no identifier.' };
  if (JSON.stringify(extra).length > rowLimits.extra)
    return { refused: `More than ${rowLimits.extra / 1_000_000} MB of what Vizitka has no field for.` };
  const keys = given.keys.map(({ source, key }) => ({ source: source ?? settings.source, key: shortKey(key) }));
  const [own = { source: settings.source, key: keyOfContents(given) }, ...others] = keys;
  const tags = [...new Set(given.tags)].sort();
  return {
    row: given.row,
    keys: [own, ...others],
    name,
    values: [...values.values()],
    attributes: attributes.of,
    tags,
    extra,
    conflicts,
  };
}

function readConflicts(given: GivenConflict[], extra: Record<string, unknown>): GivenConflict[] {
  const read = new Map<string, GivenConflict>();
  for (const { field, value: text } of given) {
    const value = text.trim();
    const [most, isField] = field === 'name' ? [rowLimits.name, true] : [rowLimits.attribute, isAttribute(field)];
    if (!isField || value === '' || value.length > most)
      putAside(extra, { name: 'conflicts', value: [{ field, value: text }] });
    else read.set(`${field}\u0000${value}`, { field, value });
  }
  return [...read.values()];
}

function isAttribute(field: string): boolean {
  return field.startsWith('attribute:') && attributeName.test(field.slice('attribute:'.length));
}

function readAttributes(
  given: Record<string, string>,
  extra: Record<string, unknown>,
  { attributes }: ImportSettings,
): { of: Record<string, string> } | { refused: string } {
  const read: Record<string, string> = {};
  for (const [name, text] of Object.entries(given)) {
    const value = (name === 'birth_date' ? readBirthDate(text) : text).trim();
    const field = presetAttribute(name) ?? attributes.get(name);
    const checked = field && value ? readFieldValue(field, value) : { value };
    if ('problem' in checked) return { refused: `${name}: ${checked.problem}` };
    if (!attributeName.test(name)) putAside(extra, { name, value: text });
    else if (checked.value) read[name] = checked.value;
  }
  return { of: read };
}

const attributeName = /^[\p{L}\p{N}_. -]{1,64}$/u;

/** Keeps a text under a name beside what is kept there already. */
export function putAside(extra: Record<string, unknown>, { name, value }: GivenIdentifier['orElse']): void {
  const kept = extra[name];
  if (kept === undefined) extra[name] = value;
  else if (Array.isArray(kept) && Array.isArray(value)) extra[name] = [...kept, ...value];
  else extra[name] = `${String(kept)};${String(value)}`;
}

/** The key of a row that has none of its own: `row:` and a digest of its contents. */
export const contentKey = /^row:[A-Za-z0-9_-]{43}$/;

function keyOfContents({ row: _, keys: _none, ...contents }: RowToImport): string {
  return `row:${createHash('sha256').update(canonicalJson(contents)).digest('base64url')}`;
}

/** The same text for the same data, whatever the order of its names. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function problemOf({ keys, name, identifiers, attributes, tags, ...rest }: RowToImport): string | null {
  const tooLong = (what: string, most: number) => `${what} is longer than ${most.toLocaleString('en')} characters.`;
  if (keys.some(({ key }) => key.length > rowLimits.key)) return tooLong('The external id', rowLimits.key);
  if ((name?.length ?? 0) > rowLimits.name) return tooLong('The name', rowLimits.name);
  if (identifiers.length > rowLimits.identifiers) return `More than ${rowLimits.identifiers} identifiers.`;
  if (tags.length > rowLimits.tags) return `More than ${rowLimits.tags} tags.`;
  const value = identifiers.find((one) => one.value.length > rowLimits.value);
  if (value) return tooLong(`The ${value.kind}`, rowLimits.value);
  const attribute = Object.entries(attributes).find(([, text]) => text.length > rowLimits.attribute);
  if (attribute) return tooLong(`“${attribute[0]}”`, rowLimits.attribute);
  if (tags.some((tag) => tag.length > rowLimits.tag)) return tooLong('A tag', rowLimits.tag);
  const isUnstorable = findUnstorable({ keys, name, identifiers, attributes, tags, ...rest }) !== null;
  return isUnstorable ? 'The row holds a NUL character, or half of a character.' : null;
}

/** `refused` is null for what is a value but never identifies anybody (R-ID-7). */
function readValue(
  given: GivenIdentifier,
  settings: ImportSettings,
): { value: ReadyValue } | { refused: string | null } {
  const { kind, account, label = null, main = false, shared = false, orElse } = given;
  const field = settings.fields.find((one) => one.kind === kind);
  const read = field && readFieldValue(field, given.value);
  if (field && !field.filledBy.includes('import')) return { refused: null };
  if (read && 'problem' in read) return { refused: read.problem };
  const value = canonicalValue(
    {
      kind,
      value: read?.value ?? given.value,
      account: isScoped(kind) ? (account ?? settings.accounts.get(kind)) : undefined,
    },
    settings.country,
  );
  const isNone = neverIdentifies({ ...value, kind: 'text' }); // a placeholder, whatever it stands for
  if (kind === 'email' && !isNone && !emailShape.test(value.key)) return { refused: emailProblem(given.value) };
  if (isNone || neverIdentifies(value)) return { refused: null };
  const display = given.display?.slice(0, rowLimits.value) || value.display;
  return { value: { ...value, display, label: label?.slice(0, 100) || null, main, shared, orElse } };
}

function emailProblem(address: string): string {
  const given = `“${address.slice(0, 100)}”`;
  if (/^[^\s@]+@[^\s@.]+$/.test(address.trim())) return `The address ${given} has no ending, such as .cz.`;
  return `${given} is not an e-mail address.`;
}
