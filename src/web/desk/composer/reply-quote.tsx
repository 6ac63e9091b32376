import { useTranslation } from 'react-i18next';
import type { ReplyWay } from '#contract/reply.ts';

interface ReplyQuoteProps {
  quote: NonNullable<ReplyWay['quote']>;
  included: boolean;
  onInclude: (included: boolean) => void;
}

/** The mail that is answered, folded below the field, and the switch that leaves it out. */
export function ReplyQuote({ quote, included, onInclude }: ReplyQuoteProps) {
  const { t } = useTranslation();
  return (
    <div className="reply-quote s12">
      <label className="row tight">
        <input
          type="checkbox"
          className="box"
          checked={included}
          onChange={({ target }) => onInclude(target.checked)}
        />
        {t('writing.withQuote')}
      </label>
      {included && (
        <details>
          <summary>{t('writing.quoted')}</summary>
          <p className="t2">{quote.introduction}</p>
          <pre>{quote.text}</pre>
          {quote.shortened && <p className="t3">{t('writing.shortened')}</p>}
        </details>
      )}
    </div>
  );
}
