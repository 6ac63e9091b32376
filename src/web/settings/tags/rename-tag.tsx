import { IconArrowMerge, IconTag } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '#contract/fold.ts';
import type { Tag } from '#contract/tag.ts';
import { Dialog } from '../../frame/dialog.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { NotSaved } from '../not-saved.tsx';
import { useTagChanges } from './use-tag-changes.ts';

interface RenameTagProps {
  tag: Tag;
  all: Tag[];
  opened: boolean;
  onClose: () => void;
  onRenamed: (name: string) => void;
}

/** Another name for a tag, everywhere it stands. The name of another tag makes the two one, and says so before. */
export function RenameTag(props: RenameTagProps) {
  const { t } = useTranslation();
  const { tag, opened, onClose } = props;
  return (
    <Dialog opened={opened} onClose={onClose} title={t('tagSetting.renameTitle', { name: tag.name })} width={440}>
      <RenameForm {...props} />
    </Dialog>
  );
}

function RenameForm({ tag, all, onClose, onRenamed }: RenameTagProps) {
  const { t } = useTranslation();
  const { rename } = useTagChanges();
  const [to, setTo] = useState(tag.name);
  const other = all.find(({ name }) => name !== tag.name && fold(name) === fold(to));
  const idle = !to.trim() || to.trim() === tag.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation(); // the form of the panel stands around the dialog in React's tree
    if (idle || rename.isPending) return;
    const names = { name: tag.name, to: other?.name ?? to.trim(), merges: other !== undefined };
    // as a promise: the panel of the old name is gone by then, and its callbacks with it
    void rename.mutateAsync(names).then(
      ({ name }) => onRenamed(name),
      () => undefined,
    );
  };
  return (
    <form noValidate onSubmit={submit}>
      <div className="dialog-body">
        {rename.error !== null && <NotSaved error={rename.error} />}
        <TextField
          label={t('tagSetting.newName')}
          value={to}
          onChange={setTo}
          autoComplete="off"
          maxLength={100}
          focus
        />
        <ul className="points" aria-live="polite">
          <li>
            {other ? <IconArrowMerge aria-hidden /> : <IconTag aria-hidden />}
            <span>
              <b>{other ? t('tagSetting.merges', { name: tag.name, to: other.name }) : t('tagSetting.everywhere')}</b>{' '}
              <span className="t2">{t(other ? 'tagSetting.mergesHint' : 'tagSetting.everywhereHint')}</span>
            </span>
          </li>
        </ul>
      </div>
      <footer className="dialog-foot">
        <span className="grow" />
        <button type="button" className="btn" onClick={onClose}>
          {t('frame.cancel')} <kbd>Esc</kbd>
        </button>
        <button type="submit" className={other ? 'btn ink danger' : 'btn ink'} disabled={idle || rename.isPending}>
          {t(other ? 'tagSetting.merge' : 'tagSetting.rename')} <kbd>↵</kbd>
        </button>
      </footer>
    </form>
  );
}
