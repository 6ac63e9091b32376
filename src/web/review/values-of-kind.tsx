import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContactIdentifier } from '#contract/contact.ts';
import { recently } from '../i18n/format.ts';
import { isNumeric, useKindName } from '../identifiers/kind-name.ts';
import { readable } from '../identifiers/readable.ts';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { ComparedRow } from './compared-row.tsx';
import type { ValuesRow } from './compared-rows.ts';

/** The identifiers of one kind on two cards: all of them stay, each once. */
export function ValuesOfKind({ row }: { row: ValuesRow }) {
  const kindName = useKindName();
  const after = useAfterWords()(row);
  return (
    <ComparedRow label={kindName(row.kind)}>
      <Values values={row.left} />
      <Values values={row.right} />
      <span className="res">
        {after.text}
        {after.note && <span className="s12 t3"> {after.note}</span>}
      </span>
    </ComparedRow>
  );
}

/** Values shown of one kind on a card; the others are counted. */
const most = 4;

function Values({ values }: { values: ContactIdentifier[] }) {
  const { t } = useTranslation();
  if (values.length === 0)
    return (
      <span className="opt">
        <span className="slot" />
        <span className="t3">{t('value.notGiven')}</span>
      </span>
    );
  return (
    <ul className="opts">
      {values.slice(0, most).map(({ id, kind, display, trust, state, lastSeen }) => (
        <li className="opt on" key={id}>
          <IconCheck className="slot" aria-label={t('merging.stays')} />
          <span className={isNumeric(kind) ? 'num cut' : 'cut'}>{readable(display)}</span>
          <TrustMark trust={trust} state={state} kind={kind} />
          {kind === 'browser' && lastSeen && <span className="s12 t3">{recently(lastSeen)}</span>}
        </li>
      ))}
      {values.length > most && <li className="opt s12 t3">+{values.length - most}</li>}
    </ul>
  );
}

/** What there is of a kind after the merge: the value, *both, the first is main*, *one number*. */
function useAfterWords() {
  const { t } = useTranslation();
  return ({ kind, left, right, after }: ValuesRow): { text: string; note?: string } => {
    if (!after) return { text: '' };
    const [first] = after;
    const once = left.length + right.length > after.length;
    if (!first) return { text: '' };
    if (after.length === 1) {
      const note = once ? t(kind === 'phone' ? 'merging.oneNumber' : 'merging.once') : undefined;
      return { text: readable(first.display), ...(note && { note }) };
    }
    const main = kind === 'email' || kind === 'phone' ? after.find((value) => value.main) : undefined;
    const oneEach = after.length === 2 && left.length === 1 && right.length === 1;
    if (!oneEach)
      return {
        text: main
          ? t('merging.allMain', { count: after.length, value: readable(main.display) })
          : t('merging.all', { count: after.length }),
      };
    if (!main) return { text: t('merging.both') };
    return { text: t(main.value === left[0]?.value ? 'merging.firstMain' : 'merging.secondMain') };
  };
}
