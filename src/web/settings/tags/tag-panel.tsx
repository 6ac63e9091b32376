import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '#contract/fold.ts';
import type { Tag } from '#contract/tag.ts';
import { TextField } from '../../frame/text-field.tsx';
import { Choices } from '../choices.tsx';
import { PanelForm } from '../panel-form.tsx';
import { useDraft } from '../use-draft.ts';
import { useMayManage } from '../use-may-manage.ts';
import { usePanelSave } from '../use-panel-save.ts';
import { RenameTag } from './rename-tag.tsx';
import { TagColours } from './tag-colours.tsx';
import { isReadable, newTag, type TagValues, tagInputOf, valuesOfTag } from './tag-values.ts';
import { useTagChanges } from './use-tag-changes.ts';

interface TagPanelProps {
  /** Undefined for a new one. */
  tag: Tag | undefined;
  all: Tag[];
  onClose: () => void;
  onLeave: () => void;
  onMade: (name: string) => void;
}

/** One tag of conversations: its colours, whether it is offered, and its name everywhere. */
export function TagPanel({ tag, all, onClose, onLeave, onMade }: TagPanelProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const { save: saving } = useTagChanges();
  const { values, dirty, set, reset } = useDraft<TagValues>(tag ? valuesOfTag(tag) : newTag);
  const [renaming, setRenaming] = useState(false);
  const taken = !tag && all.some(({ name }) => fold(name) === fold(values.name));
  const wrong = !values.name.trim() ? t('tagSetting.noName') : taken ? t('tagSetting.taken') : undefined;

  const { tried, save } = usePanelSave({
    whole: !wrong && isReadable(values),
    dirty,
    pending: saving.isPending,
    put: async () => {
      const { name } = await saving.mutateAsync({ input: tagInputOf(values), before: tag });
      if (tag) reset();
      else onMade(name);
    },
  });

  return (
    <PanelForm
      title={tag?.name ?? t('tagSetting.new')}
      mayManage={mayManage}
      dirty={dirty}
      saving={saving.isPending}
      error={saving.error}
      save={save}
      onClose={onClose}
      onLeave={onLeave}
    >
      {tag ? (
        <div>
          <span className="label">{t('deskSettings.name')}</span>
          <div className="row">
            <b className="grow cut">{tag.name}</b>
            {mayManage && (
              <button type="button" className="btn sm" disabled={dirty} onClick={() => setRenaming(true)}>
                <IconPencil className="i-14" aria-hidden />
                {t('tagSetting.renameOrMerge')}
              </button>
            )}
          </div>
          {mayManage && dirty && <p className="hint">{t('tagSetting.saveFirst')}</p>}
        </div>
      ) : (
        <TextField
          label={t('deskSettings.name')}
          value={values.name}
          onChange={(name) => set({ name })}
          error={tried ? wrong : undefined}
          autoComplete="off"
          maxLength={100}
        />
      )}
      <TagColours values={values} onChange={set} />
      {tag && (
        <Choices
          label={t('tagSetting.offered')}
          hint={t('tagSetting.offeredHint')}
          options={[
            { value: 'offered', name: t('tagSetting.isOffered') },
            { value: 'retired', name: t('tagSetting.isRetired') },
          ]}
          chosen={values.retired ? 'retired' : 'offered'}
          onChoose={(next) => set({ retired: next === 'retired' })}
        />
      )}
      {tag && (
        <RenameTag
          key={tag.name}
          tag={tag}
          all={all}
          opened={renaming}
          onClose={() => setRenaming(false)}
          onRenamed={onMade}
        />
      )}
    </PanelForm>
  );
}
