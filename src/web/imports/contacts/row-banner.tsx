import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ImportRow } from '#contract/contact-import.ts';
import { useKeys } from '../../frame/keys.ts';
import { grouped, locale } from '../../i18n/format.ts';
import { currentWorkspace } from '../../workspace.ts';
import { useProblemWords } from './problem-words.ts';
import type { Adjusting, Decision } from './use-adjust.ts';

interface RowBannerProps {
  row: ImportRow;
  adjusting: Adjusting;
}

/** The row at the cursor, where something is to be decided: whose its values are, what becomes of it, and other ways for this row alone. */
export function RowBanner({ row, adjusting }: RowBannerProps) {
  const decided = adjusting.decisions[row.row] !== undefined || row.reason === 'decided';
  if (row.action === 'invalid' && !decided) return <Invalid row={row} />;
  if (row.action !== 'conflict' && !decided) return null;
  return <Conflict row={row} adjusting={adjusting} decided={decided} />;
}

function Conflict({ row, adjusting, decided }: RowBannerProps & { decided: boolean }) {
  const { t } = useTranslation();
  const cards = [...new Set(row.taken.map(({ contactId }) => contactId))].filter((id) => id > 0);
  const values = [...new Set(row.taken.map(({ value }) => value))];
  const ways: { decision: Decision | null; name: string }[] = [
    ...(decided ? [{ decision: null, name: t('contactImport.takeBack') }] : []),
    ...cards.slice(0, 4).map((id) => ({ decision: id, name: t('contactImport.updateCard', { id: grouped(id) }) })),
    ...(cards.length > 0 ? [{ decision: 'share' as const, name: t('contactImport.markShared') }] : []),
    { decision: 'create', name: t('contactImport.ownCard') },
    { decision: 'skip', name: t('contactImport.skipRow') },
  ];
  const choose = ({ decision }: { decision: Decision | null }) => {
    if (!adjusting.pending) adjusting.decide(row.row, decision);
  };
  useKeys(Object.fromEntries(ways.slice(0, 9).map((way, place) => [`digit${place + 1}`, () => choose(way)])));
  return (
    <div className="banner imp-banner">
      <IconAlertTriangle aria-hidden />
      <div className="grow">
        <b>
          {cards.length > 0
            ? t('contactImport.twoCards', { row: row.row, count: cards.length })
            : t('contactImport.rowTitle', { row: row.row })}
        </b>
        <p className="t2">
          {decided ? t('contactImport.decided') : said()}{' '}
          {cards.slice(0, 4).map((id) => (
            <Link
              key={id}
              to="/w/$slug/contacts/$id"
              params={{ slug: currentWorkspace(), id: String(id) }}
              target="_blank"
            >
              {t('contactImport.card', { id: grouped(id) })}
            </Link>
          ))}
        </p>
        <div className="imp-ways">
          {ways.map((way, place) => (
            <button
              key={way.name}
              type="button"
              className="btn link"
              disabled={adjusting.pending}
              aria-pressed={way.decision !== null && way.decision === adjusting.decisions[row.row]}
              onClick={() => choose(way)}
            >
              {way.name} {place < 9 && <kbd>{place + 1}</kbd>}
            </button>
          ))}
        </div>
      </div>
    </div>
  );

  function said() {
    const asSet = row.contactId
      ? t('contactImport.asSetUpdates', { id: grouped(row.contactId) })
      : t('contactImport.asSet');
    if (values.length === 0) return asSet;
    const list = new Intl.ListFormat(locale()).format(values.slice(0, 4));
    const stand = row.reason === 'valueShared' ? 'contactImport.sharedBy' : 'contactImport.contested';
    const parts = t(stand, { count: values.length, values: list }).split(/<\/?b>/u);
    return (
      <>
        {asSet} {parts.map((part, place) => (place === 1 ? <b key={part}>{part}</b> : part))}
      </>
    );
  }
}

function Invalid({ row }: { row: ImportRow }) {
  const { t } = useTranslation();
  const { text, lang } = useProblemWords()(row.problem ?? '');
  return (
    <div className="banner bad imp-banner">
      <IconAlertTriangle aria-hidden />
      <div className="grow">
        <b>
          {t('contactImport.rowTitle', { row: row.row })}: <span lang={lang}>{text}</span>
        </b>
        <p className="t2">{t('contactImport.invalidHint')}</p>
      </div>
    </div>
  );
}
