import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '#contract/contact.ts';
import { useRefusalWords } from '../frame/refusal-words.ts';
import { CompareDialog } from './compare-dialog.tsx';
import type { CardEdits } from './use-card-edits.ts';

/** A refused save: what happened, that the own edits are kept, and the way on. */
export function RefusedBanner({ card, edits }: { card: Contact; edits: CardEdits }) {
  const { t } = useTranslation();
  const words = useRefusalWords();
  const [comparing, setComparing] = useState(false);
  const { failure } = edits;
  if (!failure || failure.code === 'CONFLICT') return null;
  const stale = failure.code === 'STALE';
  return (
    <div className="banner bad" role="alert">
      <IconAlertTriangle aria-hidden />
      <div className="grow">
        <b>{stale ? t('contact.staleTitle') : t('contact.notSaved')}</b>
        <div className="t2">
          {stale ? (
            <>
              {t('contact.staleHint')}{' '}
              <button type="button" className="textlink" onClick={() => setComparing(true)}>
                {t('contact.compare')}
              </button>
            </>
          ) : (
            words.lines(failure).map((text) => <p key={text}>{text}</p>)
          )}
        </div>
      </div>
      <CompareDialog card={card} edits={edits} opened={comparing} onClose={() => setComparing(false)} />
    </div>
  );
}
