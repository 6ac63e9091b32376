import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReplyWay } from '#contract/reply.ts';
import { channelKind } from '../../identifiers/channel-glyph.tsx';

interface ReplyViaProps {
  way: ReplyWay;
  /** The part that was chosen; null: where the client wrote last. */
  via: string | null;
  onVia: (via: string) => void;
}

/** Where an answer in a merged conversation goes out (R-HIS-8): it may be chosen for each. */
export function ReplyVia({ way, via, onVia }: ReplyViaProps) {
  const { t } = useTranslation();
  if (way.ways.length < 2) return null;
  const nameOf = ({ kind, name }: { kind: string; name: string }) => {
    const known = channelKind(kind);
    return known === 'custom' ? name : t(`channel.${known}`);
  };
  const names = way.ways.map(({ channel }) => nameOf(channel));
  const isTwice = (name: string) => names.filter((one) => one === name).length > 1;
  return (
    <label className="row tight s12 reply-via">
      {t('writing.via')}
      <span className="field select sm">
        <select value={via ?? way.via} onChange={({ target }) => onVia(target.value)}>
          {way.ways.map(({ conversationId, channel }, place) => (
            <option key={conversationId} value={conversationId}>
              {isTwice(nameOf(channel)) ? `${nameOf(channel)} ${place + 1}` : nameOf(channel)}
            </option>
          ))}
        </select>
        <IconChevronDown aria-hidden />
      </span>
    </label>
  );
}

/** Whether an answer that goes this way is a mail. */
export function isMailWay({ via, ways }: ReplyWay): boolean {
  return ways.find(({ conversationId }) => conversationId === via)?.channel.kind === 'email';
}
