import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What somebody wrote; what they quoted folds away behind three dots. */
export function FoldedText({ text, newLength }: { text: string; newLength: number | null }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const fresh = newLength === null ? text : text.slice(0, newLength).trimEnd();
  const quoted = newLength === null ? '' : text.slice(newLength).trim();
  const name = whole ? t('history.hideQuoted') : t('history.quoted');
  return (
    <div className="written">
      {fresh}
      {quoted && (
        <>
          <div>
            <button
              type="button"
              className="quoted-fold"
              aria-expanded={whole}
              aria-label={name}
              title={name}
              onClick={() => setWhole(!whole)}
            >
              <IconDots className="i-14" aria-hidden />
            </button>
          </div>
          {whole && <blockquote>{quoted}</blockquote>}
        </>
      )}
    </div>
  );
}
