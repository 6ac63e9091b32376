import { useTranslation } from 'react-i18next';

/** From this probability on the tile is amber, in percent. */
const high = 80;

/** How probable it is, in percent; nothing is certain. */
function percentOf(score: number): number {
  return Math.min(99, Math.round(score * 100));
}

/** How probable it is that two cards are one client, as a tile: 94. */
export function Score({ score, big }: { score: number; big?: boolean }) {
  const { t } = useTranslation();
  const percent = percentOf(score);
  return (
    <span
      className={`score ${percent >= high ? 'hi' : ''} ${big ? 'big' : ''}`}
      title={t('review.score', { score: percent })}
    >
      <span aria-hidden="true">{percent}</span>
      <span className="sr">{t('review.score', { score: percent })}</span>
    </span>
  );
}
