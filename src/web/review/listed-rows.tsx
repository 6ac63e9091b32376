import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../identifiers/tag.tsx';
import { ComparedRow } from './compared-row.tsx';
import type { Merge } from './use-merge.ts';

/** Tags, and ids in other systems: those of both cards. */
export function ListedRows({ merge }: { merge: Merge }) {
  const { t } = useTranslation();
  const { left, right, plan } = merge;
  const keys = [left, right].map(({ externalIds }) => externalIds.map(({ source, id }) => `${source} ${id}`));
  return (
    <>
      <Listed
        label={t('merging.tags')}
        left={left.tags}
        right={right.tags}
        after={plan?.tags.length}
        show={(tag) => <Tag tag={tag} small />}
      />
      <Listed
        label={t('merging.externalIds')}
        left={keys[0] ?? []}
        right={keys[1] ?? []}
        after={new Set(keys.flat()).size}
        show={(key) => <span className="num">{key}</span>}
      />
    </>
  );
}

interface ListedProps {
  label: string;
  left: string[];
  right: string[];
  after: number | undefined;
  show: (one: string) => ReactNode;
}

function Listed({ label, left, right, after, show }: ListedProps) {
  const { t } = useTranslation();
  if (left.length + right.length === 0) return null;
  const oneEach = left.length === 1 && right.length === 1 && after === 2;
  return (
    <ComparedRow label={label}>
      {list(left)}
      {list(right)}
      <span className="res">
        {after === undefined || after === 0
          ? ''
          : oneEach
            ? t('merging.both')
            : after === 1
              ? show(left[0] ?? right[0] ?? '')
              : t('merging.all', { count: after })}
      </span>
    </ComparedRow>
  );

  function list(values: string[]) {
    if (values.length === 0)
      return (
        <span className="opt">
          <span className="slot" />
          <span className="t3">{t('value.notGiven')}</span>
        </span>
      );
    return (
      <ul className="opt on wraps">
        {values.map((value) => (
          <li key={value}>{show(value)}</li>
        ))}
      </ul>
    );
  }
}
