import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';

interface NewsPillProps {
  /** "3 new"; null while nothing is. */
  text: string | null;
  onTake: () => void;
  /** Where the news are: above a list, or below a thread. */
  at: 'top' | 'end';
}

/** News that wait to be looked at, over the edge of what they belong to; it takes no room. */
export function NewsPill({ text, onTake, at }: NewsPillProps) {
  const Arrow = at === 'top' ? IconArrowUp : IconArrowDown;
  return (
    <div className={`news ${at}`} role="status">
      {text && (
        <button type="button" className="btn ink sm" onClick={onTake}>
          <Arrow className="i-14" aria-hidden />
          {text}
        </button>
      )}
    </div>
  );
}
