import { EmojiPicker, type EmojiPickerListEmojiProps, type EmojiPickerListRowProps, useSkinTone } from 'frimousse';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enBegin } from '../i18n/en-begin.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { emojiData, type SkinTone, skinTones } from './emoji-data.ts';
import { keepTone, keptTone, noteEmoji, recentEmoji } from './recent-emoji.ts';
import './emoji.css';

addEnglish(enBegin);

/** The emoji: typed words find them, arrows walk, Enter picks; those used lately stand above. */
export function EmojiPlace({ onPick }: { onPick: (emoji: string) => void }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'cs' ? 'cs' : 'en';
  const [failed, setFailed] = useState(false);
  const [recent] = useState(recentEmoji);
  const [tone] = useState(keptTone);
  const pick = (emoji: string) => {
    noteEmoji(emoji);
    onPick(emoji);
  };
  const read = () =>
    emojiData(language, {
      group: (name) => t(`emoji.groups.${name}`),
      tone: (one) => t(`emoji.tone.${one}`),
    }).catch((error: unknown) => {
      setFailed(true);
      throw error;
    });
  if (failed) return <p className="emoji-says t2">{t('emoji.failed')}</p>;
  return (
    <EmojiPicker.Root
      className="emoji"
      locale={language}
      columns={8}
      skinTone={tone}
      resolveEmojiData={read}
      onEmojiSelect={({ emoji }) => pick(emoji)}
    >
      <div className="row tight">
        <div className="field grow">
          <EmojiPicker.Search
            data-autofocus
            aria-label={t('emoji.search')}
            placeholder={t('emoji.search')}
            type="search"
            autoComplete="off"
          />
        </div>
      </div>
      {recent.length > 0 && (
        <section className="emoji-recent" aria-label={t('emoji.recent')}>
          {recent.map((emoji) => (
            <button key={emoji} type="button" onClick={() => pick(emoji)}>
              {emoji}
            </button>
          ))}
        </section>
      )}
      <EmojiPicker.Viewport className="emoji-list">
        <EmojiPicker.Loading className="emoji-says t2">{t('emoji.loading')}</EmojiPicker.Loading>
        <EmojiPicker.Empty className="emoji-says t2">
          {({ search }) => t('emoji.nothing', { q: search })}
        </EmojiPicker.Empty>
        <EmojiPicker.List components={{ Row: EmojiRow, Emoji: EmojiCell }} />
      </EmojiPicker.Viewport>
      <SkinTones />
    </EmojiPicker.Root>
  );
}

/** Rows and columns of a grid count from one (ARIA 1.2); the library counts from nought. */
function EmojiRow(props: EmojiPickerListRowProps) {
  const place = { 'aria-rowindex': (props['aria-rowindex'] ?? 0) + 1 };
  return <div {...props} {...place} />;
}

function EmojiCell({ emoji, ...props }: EmojiPickerListEmojiProps) {
  const place = { 'aria-colindex': (props['aria-colindex'] ?? 0) + 1 };
  return (
    <button type="button" {...props} {...place}>
      {emoji.emoji}
    </button>
  );
}

/** One of six; it stays for the next time. */
function SkinTones() {
  const { t } = useTranslation();
  const [tone, setTone, variations] = useSkinTone('✋');
  useEffect(() => keepTone(tone as SkinTone), [tone]);
  return (
    <fieldset className="emoji-tones">
      <legend className="sr">{t('emoji.skin')}</legend>
      {skinTones.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={tone === one}
          aria-label={t(`emoji.tone.${one}`)}
          title={t(`emoji.tone.${one}`)}
          onClick={() => setTone(one)}
        >
          {variations.find(({ skinTone }) => skinTone === one)?.emoji ?? '✋'}
        </button>
      ))}
    </fieldset>
  );
}
