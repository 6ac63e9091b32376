import { IconArrowRight } from '@tabler/icons-react';
import type { Change } from '#contract/history.ts';
import { trustAt } from '#contract/identifiers.ts';
import { Marked } from '../identifiers/marked.tsx';
import { TrustMark } from '../identifiers/trust-mark.tsx';
import { useChangeValue } from './change-value.ts';
import { useTargetName } from './target-name.ts';

/** One touched value: old struck → new. Additions show only the new value, removals only the old. */
export function Diff({ item, q }: { item: Change['items'][number]; q?: string }) {
  const textOf = useChangeValue();
  const nameOf = useTargetName();
  const before = textOf(item.target, item.before);
  const after = textOf(item.target, item.after);
  return (
    <span className="diff">
      <span className="f">{nameOf(item.target, item.after ?? item.before)}</span>
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
      {mark(item.after)}
    </span>
  );
}

/** The trust of a value that was added, kept as its place on the ladder. */
function mark(value: unknown) {
  if (!value || typeof value !== 'object' || !('trust' in value) || !('kind' in value)) return null;
  const level = Number(value.trust);
  return level >= 0 && level <= 5 ? <TrustMark trust={trustAt(level)} kind={String(value.kind)} /> : null;
}
