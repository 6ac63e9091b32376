import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface TagProps {
  tag: string;
  small?: boolean;
  onRemove?: () => void;
}

const grounds = ['note', 'green', 'violet', 'blue', 'amber', 'grey'] as const;

/** A tag on a ground of its own, the same for the same word everywhere. × shows on hover and focus; Delete removes it too. */
export function Tag({ tag, small, onRemove }: TagProps) {
  const { t } = useTranslation();
  return (
    <span className={`tag tag-${groundOf(tag)} ${small ? 'sm' : ''}`}>
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

/** A ground by the word, until tags have colours of their own. */
function groundOf(tag: string): (typeof grounds)[number] {
  let sum = 0;
  for (const letter of tag) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return grounds[sum % grounds.length] ?? 'grey';
}
