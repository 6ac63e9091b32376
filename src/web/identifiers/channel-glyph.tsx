import {
  type Icon,
  IconBrandApple,
  IconBrandInstagram,
  IconBrandKakaoTalk,
  IconBrandLine,
  IconBrandMessenger,
  IconBrandTelegram,
  IconBrandViber,
  IconBrandVk,
  IconBrandWhatsapp,
  IconMail,
  IconMessageCircle,
  IconMessages,
  IconPhone,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type ChannelKind, channelKinds } from '#contract/channel.ts';

const glyphs: Record<ChannelKind, Icon> = {
  webchat: IconMessageCircle,
  email: IconMail,
  phone: IconPhone,
  whatsapp: IconBrandWhatsapp,
  facebook: IconBrandMessenger,
  instagram: IconBrandInstagram,
  apple: IconBrandApple,
  vk: IconBrandVk,
  viber: IconBrandViber,
  telegram: IconBrandTelegram,
  line: IconBrandLine,
  kakaotalk: IconBrandKakaoTalk,
  custom: IconMessages,
};

/** A kind of channel as the screen knows it; anything else is `custom`. */
export function channelKind(kind: string): ChannelKind {
  return channelKinds.find((known) => known === kind) ?? 'custom';
}

/** The icon of a kind of channel. */
export function glyphOf(kind: string): Icon {
  return glyphs[channelKind(kind)];
}

interface ChannelGlyphProps {
  kind: string;
  /** 16 px without a ground, for tables and lists of identifiers. */
  plain?: boolean;
  /** Its name stands beside it already. */
  decorative?: boolean;
}

/** The mark of a channel: glyph and colour, with its name for screen readers. */
export function ChannelGlyph({ kind, plain, decorative }: ChannelGlyphProps) {
  const { t } = useTranslation();
  const known = channelKind(kind);
  const Glyph = glyphs[known];
  const className = `ch ch-${known} ${plain ? 'plain' : ''}`;
  if (decorative) {
    return (
      <span className={className} aria-hidden="true">
        <Glyph />
      </span>
    );
  }
  const name = t(`channel.${known}`);
  return (
    <span className={className} role="img" aria-label={name} title={name}>
      <Glyph aria-hidden />
    </span>
  );
}
