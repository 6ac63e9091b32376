import { useTranslation } from 'react-i18next';
import type { WayToWrite } from '#contract/begin.ts';
import { channelKind } from '../identifiers/channel-glyph.tsx';
import { readable } from '../identifiers/readable.ts';

/** What tells ways apart. */
export function keyOfWay({ channel, to }: WayToWrite): string {
  return [channel.id, to.kind, to.account, to.value].join(' ');
}

/** A way as a line of the choice: “E‑mail → anna@example.cz, preferred”; with the mailbox where one may choose it. */
export function useWayName(ways: WayToWrite[]): (way: WayToWrite) => string {
  const { t } = useTranslation();
  const mailboxes = new Set(ways.filter(({ channel }) => channel.kind === 'email').map(({ channel }) => channel.id));
  return (way) => {
    const { channel, to, label } = way;
    const kind = channelKind(channel.kind);
    const from = kind === 'custom' ? channel.name : t(`channel.${kind}`);
    const own = kind === 'email' && mailboxes.size > 1 ? ` ${channel.account || channel.name}` : '';
    const more = [
      label,
      way.preferred ? t('begin.preferred') : null,
      way.undeliverableAt === null ? null : t('begin.undeliverable'),
      way.state === 'owned' ? null : t(`begin.${way.state}`),
    ];
    return [`${from}${own} → ${readable(to.display)}`, ...more].filter(Boolean).join(', ');
  };
}
