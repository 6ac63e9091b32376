import type { Contact } from '#contract/contact.ts';
import { canonicalValue } from '#domain/identity/canonical.ts';
import { isPreferred, phoneOf } from './vcard-fields.ts';
import { plainLine, type VcardLine } from './vcard-line.ts';
import { escapeText, unescapeText } from './vcard-text.ts';

/**
 * E-mails and phones of a contact: as they came, where they did, else with their labels as types, or beside them as Apple and Google keep them. The main
 * ones come first; a value that is main no more is preferred no more.
 * @param country where national numbers were read.
 */
export function identifierLines({ identifiers }: Contact, forms: VcardLine[], country: string | null): VcardLine[] {
  let labels = 0;
  const taken = new Set(forms.flatMap(({ group }) => group?.toLowerCase() ?? []));
  const freeGroup = () => {
    do labels += 1;
    while (taken.has(`item${labels}`));
    return `item${labels}`;
  };
  return identifiers.flatMap((one) => {
    if (one.kind !== 'email' && one.kind !== 'phone') return [];
    const [name, textOf] = one.kind === 'email' ? (['EMAIL', emailOf] as const) : (['TEL', phoneOf] as const);
    const same = forms.filter(
      (line) =>
        line.name === name &&
        (textOf(line) === one.display ||
          canonicalValue({ kind: one.kind as 'email', value: textOf(line) }, country).key === one.value),
    );
    if (same.length > 0) return same.map((line) => (one.main ? line : notPreferred(line)));
    const line = plainLine(name, escapeText(one.display));
    const types = (one.label ?? '').split(' ').filter(Boolean);
    if (types.every((type) => /^[a-z][a-z-]*$/.test(type)))
      return [types.length > 0 ? { ...line, params: [['TYPE', types]] } : line];
    const group = freeGroup();
    return [
      { ...line, group },
      { group, name: 'X-ABLABEL', params: [], value: escapeText(one.label ?? '') },
    ];
  });
}

function emailOf({ value }: VcardLine): string {
  return unescapeText(value).trim();
}

function notPreferred(line: VcardLine): VcardLine {
  if (!isPreferred(line)) return line;
  const params = line.params.map(([name, values]): VcardLine['params'][number] =>
    name === 'TYPE' ? [name, values.filter((type) => type.toLowerCase() !== 'pref')] : [name, values],
  );
  return { ...line, params: params.filter(([name, values]) => name !== 'PREF' && values.length > 0) };
}
