import { ChannelGlyph } from '../identifiers/channel-glyph.tsx';
import { type HistoryConversation, useEntryWords } from './entry-words.ts';

/** A conversation in one line: channel, title, where, when. */
export function HistoryLine({ item }: { item: HistoryConversation }) {
  const words = useEntryWords(item);
  return (
    <>
      <ChannelGlyph kind={item.channel.kind} />
      <span className="cut">{words.title}</span>
      <span className="s12 t3 cut grow">{words.meta.join(' · ')}</span>
      <time className="s12 t3 num" dateTime={item.at}>
        {words.time}
      </time>
    </>
  );
}
