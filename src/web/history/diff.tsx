import { IconArrowRight } from '@tabler/icons-react';
import type { Change } from '#contract/history.ts';
import { type Trust, trustLevel } from '#contract/identifiers.ts';
import { Marked } from '../identifiers/marked.tsx';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { useTouchedWords } from './touched-words.ts';

/** One touched value: old struck → new. Additions show only the new value, removals only the old. */
export function Diff({ item, q }: { item: Change['items'][number]; q?: string }) {
  const { field, before, after } = useTouchedWords()(item);
  return (
    <span className="diff">
      <span className="f">{field}</span>
      {before !== null && (
        <del>
          <Marked text={before} q={q} />
        </del>
      )}
      {before !== null && after !== null && <IconArrowRight aria-hidden />}
      {after !== null && (
        <ins>
          <Marked text={after} q={q} />
        </ins>
      )}
      {item.target === 'identifier' && before === null && mark(item.after)}
    </span>
  );
}

/** The trust of a value that was added. */
function mark(value: unknown) {
  if (!value || typeof value !== 'object' || !('trust' in value) || !('kind' in value)) return null;
  const trust = String(value.trust) as Trust;
  return trustLevel(trust) >= 0 ? <TrustMark trust={trust} kind={String(value.kind)} /> : null;
}
