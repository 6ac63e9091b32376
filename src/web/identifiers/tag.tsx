import { IconX } from '@tabler/icons-react';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readableInk } from './readable-ink.ts';

interface TagProps {
  tag: string;
  small?: boolean;
  /** Its own, where the company gave it some. */
  colours?: { ground: string | null; ink: string | null };
  /** Why it is there. */
  title?: string;
  onRemove?: () => void;
  /** What stands before its name. */
  children?: ReactNode;
}

const grounds = ['note', 'green', 'violet', 'blue', 'amber', 'grey'] as const;

/** A tag on a ground of its own, else on one that is the same for the same word everywhere. × shows on hover and focus; Delete removes it too. */
export function Tag({ tag, small, colours, title, onRemove, children }: TagProps) {
  const { t } = useTranslation();
  const { ground, ink } = colours ?? {};
  const own = ground ? ({ '--bg': ground, '--fg': ink ?? readableInk(ground) } as CSSProperties) : undefined;
  return (
    <span className={`tag tag-${groundOf(tag)} ${small ? 'sm' : ''}`} style={own} title={title}>
      {children}
      <span className="cut">{tag}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={t('contact.removeTag', { tag })}
          onClick={onRemove}
          onKeyDown={(event) => {
            if (event.key === 'Delete') onRemove();
          }}
        >
          <IconX aria-hidden />
        </button>
      )}
    </span>
  );
}

/** A ground by the word, for tags without colours of their own. */
function groundOf(tag: string): (typeof grounds)[number] {
  let sum = 0;
  for (const letter of tag) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return grounds[sum % grounds.length] ?? 'grey';
}
