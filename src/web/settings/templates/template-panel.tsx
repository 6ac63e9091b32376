import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '#contract/reply.ts';
import { failureOf } from '../../api.ts';
import { TextField } from '../../frame/text-field.tsx';
import { useSupervisor } from '../../frame/use-supervisor.ts';
import { DeleteButton } from '../delete-button.tsx';
import type { PanelWays } from '../list-section.tsx';
import { Optional } from '../optional.tsx';
import { PanelForm } from '../panel-form.tsx';
import { TextArea } from '../text-area.tsx';
import { useDraft } from '../use-draft.ts';
import { usePanelSave } from '../use-panel-save.ts';
import { TemplatePreview } from './template-preview.tsx';
import { inputOf, newTemplate, type TemplateValues, valuesOf, wrongWith } from './template-values.ts';
import { useTemplateChanges } from './use-template-changes.ts';
import { useVariables } from './use-variables.ts';

interface TemplatePanelProps extends PanelWays {
  /** Undefined for a new one. */
  template: Template | undefined;
  folders: string[];
}

type Language = 'en' | 'cs';

/** One template (R-TAB-7): its folder and name, what it is typed by, its text in each language, and how it reads. */
export function TemplatePanel({ template, folders, onClose, onLeave, onMade }: TemplatePanelProps) {
  const { t } = useTranslation();
  const mayManage = useSupervisor();
  const variables = useVariables();
  const list = useId();
  const { create, edit, remove } = useTemplateChanges();
  const { values, dirty, set, reset } = useDraft<TemplateValues>(template ? valuesOf(template) : newTemplate);
  const [written, setWritten] = useState<Language>('en');
  const texts = { en: useRef<HTMLTextAreaElement>(null), cs: useRef<HTMLTextAreaElement>(null) };
  const saving = create.isPending || edit.isPending;
  const error = create.error ?? edit.error;
  const taken = error !== null && failureOf(error).code === 'CONFLICT';
  const { tried, save } = usePanelSave({
    whole: Object.keys(wrongWith(values)).length === 0,
    dirty,
    pending: saving,
    put: async () => {
      if (template) {
        await edit.mutateAsync({ template, input: inputOf(values) });
        reset();
      } else onMade((await create.mutateAsync(inputOf(values))).id);
    },
  });
  const wrong = tried ? wrongWith(values) : {};
  const put = (variable: string) => {
    const field = texts[written].current;
    const text = values[written];
    const [from, to] = [field?.selectionStart ?? text.length, field?.selectionEnd ?? text.length];
    const piece = `{{${variable}}}`;
    set({ [written]: text.slice(0, from) + piece + text.slice(to) });
    setTimeout(() => {
      field?.focus();
      field?.setSelectionRange(from + piece.length, from + piece.length);
    }, 0);
  };

  return (
    <PanelForm
      title={template?.name ?? t('templateSetting.new')}
      mayManage={mayManage}
      readOnly={t('deskSettings.supervisors')}
      dirty={dirty}
      saving={saving}
      error={taken ? null : error}
      save={save}
      onClose={onClose}
      onLeave={onLeave}
      foot={
        template && (
          <DeleteButton
            pending={remove.isPending}
            onDelete={() => void remove.mutateAsync(template).then(onLeave, () => undefined)}
          />
        )
      }
    >
      <TextField
        label={t('deskSettings.name')}
        value={values.name}
        onChange={(name) => set({ name })}
        error={wrong.name && t('templateSetting.noName')}
        autoComplete="off"
        maxLength={200}
      />
      <div className="settings-two">
        <TextField
          label={<Optional label={t('templateSetting.folder')} />}
          value={values.folder}
          onChange={(folder) => set({ folder })}
          hint={t('templateSetting.folderHint')}
          autoComplete="off"
          maxLength={100}
          list={list}
        />
        <datalist id={list}>
          {folders.map((folder) => (
            <option key={folder} value={folder} />
          ))}
        </datalist>
        <TextField
          label={<Optional label={t('templateSetting.shortcut')} />}
          value={values.shortcut}
          onChange={(shortcut) => set({ shortcut })}
          hint={t('templateSetting.shortcutHint')}
          error={taken ? t('templateSetting.taken') : wrong.shortcut && t('templateSetting.badShortcut')}
          autoComplete="off"
          maxLength={30}
        />
      </div>
      {mayManage && (
        <fieldset>
          <legend className="label">{t('templateSetting.variables')}</legend>
          <div className="settings-pieces">
            {variables.map(({ name, label }) => (
              <button key={name} type="button" className="tag hint" onClick={() => put(name)}>
                {label}
              </button>
            ))}
          </div>
          <p className="hint">{t('templateSetting.variablesHint')}</p>
        </fieldset>
      )}
      {text('en')}
      {text('cs')}
    </PanelForm>
  );

  function text(language: Language) {
    return (
      <div>
        <TextArea
          label={t(language === 'en' ? 'templateSetting.textEn' : 'templateSetting.textCs')}
          value={values[language]}
          onChange={(next) => set({ [language]: next })}
          onFocus={() => setWritten(language)}
          inner={texts[language]}
          rows={6}
          lang={language}
          error={language === 'en' ? wrong.text && t('templateSetting.noText') : undefined}
          maxLength={20_000}
        />
        <TemplatePreview text={values[language]} lang={language} variables={variables} />
      </div>
    );
  }
}
