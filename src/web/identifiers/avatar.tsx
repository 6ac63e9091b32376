import { IconUser } from '@tabler/icons-react';
import { ChannelGlyph, glyphOf } from './channel-glyph.tsx';
import { initials } from './initials.ts';

interface AvatarProps {
  name: string | null;
  size?: 'sm' | 'lg' | 'xl';
  /** An unknown client: dashed, with the channel's glyph in place of initials. */
  unknown?: boolean;
  /** The kind of channel whose mark sits on the corner. */
  channel?: string;
}

/** A client is a small card, never round (operators are). Decoration only: the name stands beside it. */
export function Avatar({ name, size, unknown, channel }: AvatarProps) {
  const Glyph = unknown && channel ? glyphOf(channel) : IconUser;
  const letters = unknown ? '' : initials(name);
  return (
    <span className={`ava ${size ?? ''} ${unknown ? 'unknown' : ''}`} aria-hidden="true">
      {letters || <Glyph />}
      {channel && size !== 'sm' && <ChannelGlyph kind={channel} decorative />}
    </span>
  );
}
