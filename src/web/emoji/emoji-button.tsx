import { IconMoodSmile } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LatePopover } from '../frame/late-popover.tsx';

const EmojiPicker = lazy(() => import('./emoji-picker.tsx').then((room) => ({ default: room.EmojiPlace })));

/** Opens the emoji; the chosen one goes where one writes. Names and pictures come when it is opened for the first time. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const pick = (emoji: string) => {
    setOpened(false);
    onPick(emoji);
  };
  return (
    <LatePopover
      width={304}
      position="top-start"
      opened={opened}
      onChange={setOpened}
      paper="emoji-pop"
      label={t('writing.emoji')}
      target={
        <button
          type="button"
          className="ib"
          aria-label={t('writing.emoji')}
          title={t('writing.emoji')}
          onClick={() => setOpened(!opened)}
        >
          <IconMoodSmile aria-hidden />
        </button>
      }
    >
      <Suspense fallback={<p className="emoji-says t2">{t('app.loading')}</p>}>
        {opened && <EmojiPicker onPick={pick} />}
      </Suspense>
    </LatePopover>
  );
}
