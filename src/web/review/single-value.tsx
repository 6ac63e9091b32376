import { IconCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useTargetName } from '../history/target-name.ts';
import { useAttributeWords } from '../identifiers/attribute-words.ts';
import { ComparedRow } from './compared-row.tsx';
import type { SingleRow } from './compared-rows.ts';
import { letterDiff, type Piece } from './letter-diff.ts';
import type { Merge, Side } from './use-merge.ts';

const sources = ['operator', 'signed', 'api', 'import', 'oauth', 'form', 'profile', 'network', 'address'] as const;

/** The name or an attribute of two cards: a choice where they differ, with only the differing letters marked. */
export function SingleValue({ row, merge }: { row: SingleRow; merge: Merge }) {
  const { t } = useTranslation();
  const id = useId();
  const nameOf = useTargetName();
  const attributes = useAttributeWords();
  const read = (value: string) =>
    row.field === 'name' ? value : attributes.value(row.field.slice('attribute:'.length), value);
  const [left, right] = lettersOf(row, read);
  const stays = row.stays === 'right' ? row.right : row.stays === 'left' || !row.choice ? row.left : null;

  return (
    <ComparedRow label={nameOf(row.field)} choice={row.choice}>
      {option('left', row.left, left, row.leftSource)}
      {option('right', row.right, right, row.rightSource)}
      <span className="res">
        <span className="sr">{t('merging.after')}: </span>
        {stays === null ? '' : read(stays)}
        {row.toSettle !== null && (
          <span className="s12 warn-text">{t('merging.settle', { value: read(row.toSettle) })}</span>
        )}
      </span>
    </ComparedRow>
  );

  function origin(source: string | null, newer: boolean): string | null {
    if (newer) return t('merging.newer');
    const known = sources.find((one) => one === source);
    return known ? t(`merging.source.${known}`) : source;
  }

  function option(side: Side, value: string | null, pieces: Piece[], source: string | null) {
    const on = row.stays === side || (value !== null && row.left === row.right);
    const told = (
      <>
        <span className={value === null ? 't3' : 'cut'}>
          {value === null ? (
            t('value.notGiven')
          ) : (
            <Pieces pieces={row.choice ? pieces : [{ text: read(value), differs: false }]} />
          )}
        </span>
        <span className="s12 t3 cut">{row.choice ? origin(source, row.newer && on) : null}</span>
      </>
    );
    if (!row.choice)
      return (
        <span className={`opt ${on ? 'on' : ''}`}>
          {value === null ? <span className="slot" /> : <IconCheck className="slot" aria-label={t('merging.stays')} />}
          {told}
        </span>
      );
    return (
      <label className={`opt ${on ? 'on' : ''}`}>
        <input
          type="radio"
          className="radio"
          name={id}
          value={side}
          checked={on}
          onChange={() => merge.choose(row.field, side)}
          onClick={() => merge.choose(row.field, side)} // also what stays by itself: said so, it is settled
        />
        <span className="sr">{t(`merging.${side}`)}: </span>
        {told}
      </label>
    );
  }
}

/** The letters that differ, of texts as people wrote them; words made of codes and dates differ as a whole. */
function lettersOf({ left, right }: SingleRow, read: (value: string) => string): [Piece[], Piece[]] {
  const [ours, theirs] = [read(left ?? ''), read(right ?? '')];
  if (ours === left && theirs === right) return letterDiff(ours, theirs);
  return [[{ text: ours, differs: false }], [{ text: theirs, differs: false }]];
}

function Pieces({ pieces }: { pieces: Piece[] }) {
  let at = 0;
  return pieces.map(({ text, differs }) => {
    at += text.length;
    return differs ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>;
  });
}
