import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';

interface RowMovesProps {
  /** What each arrow does, in words with the name of the row. */
  earlier: string;
  later: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: -1 | 1) => void;
}

/** The arrows that move a row of an ordered list. Alt and an arrow does the same from the row, so that Tab passes them by. */
export function RowMoves({ earlier, later, isFirst, isLast, onMove }: RowMovesProps) {
  return (
    <span className="row-moves">
      {(
        [
          [-1, earlier, '↑', IconArrowUp, isFirst],
          [1, later, '↓', IconArrowDown, isLast],
        ] as const
      ).map(([by, name, key, Arrow, atEnd]) => (
        <button
          key={by}
          type="button"
          className="ib sm"
          tabIndex={-1}
          disabled={atEnd}
          aria-label={name}
          title={`${name} (Alt ${key})`}
          onClick={() => onMove(by)}
        >
          <Arrow className="i-14" aria-hidden />
        </button>
      ))}
    </span>
  );
}
