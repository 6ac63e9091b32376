import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WrapUp } from '#contract/wrap-up.ts';
import { useKeys } from '../../frame/keys.ts';
import { results as delivered, useResultWords } from '../result-words.ts';

/** The results of a queue with the one chosen. */
export function useResults({ results }: WrapUp, given: string | null) {
  const words = useResultWords();
  const [chosen, choose] = useState(given);
  const options =
    results.length > 0
      ? results.map(({ key, texts }) => ({ key, name: words(key, texts) }))
      : delivered.map((key) => ({ key, name: words(key) }));
  return { options, chosen, choose };
}

/** How it ended (R-DSK-3): one of the results of its queue, by a key from 1 to 9. */
export function ResultPicks({ options, chosen, choose, wrong }: ReturnType<typeof useResults> & { wrong: boolean }) {
  const { t } = useTranslation();
  const group = useId();
  useKeys(Object.fromEntries(options.slice(0, 9).map(({ key }, place) => [`digit${place + 1}`, () => choose(key)])));
  return (
    <fieldset className="wrap-part" data-missing={wrong || undefined}>
      <legend>
        <h2>{t('wrapUp.result')}</h2>
      </legend>
      <div className="picks">
        {options.map(({ key, name }, place) => (
          <label key={key} className="pick">
            <input
              type="radio"
              className="radio"
              name={group}
              checked={chosen === key}
              aria-describedby={wrong ? `${group}-wrong` : undefined}
              onChange={() => choose(key)}
            />
            <span className="grow">{name}</span>
            {place < 9 && <kbd aria-hidden>{place + 1}</kbd>}
          </label>
        ))}
      </div>
      {wrong && (
        <p id={`${group}-wrong`} className="bad" role="alert">
          {t('wrapUp.needed')}
        </p>
      )}
    </fieldset>
  );
}
