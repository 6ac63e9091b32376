import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Workspace } from '#contract/workspace-routes.ts';
import { useKeys } from '../../frame/keys.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { Choices } from '../choices.tsx';
import { HoursEditor } from '../hours/hours-editor.tsx';
import { LeaveEdits } from '../leave-edits.tsx';
import { NotSaved } from '../not-saved.tsx';
import { PanelFoot } from '../side-panel.tsx';
import { Tick } from '../tick.tsx';
import { useDraft } from '../use-draft.ts';
import { useMayManage } from '../use-may-manage.ts';
import { usePanelSave } from '../use-panel-save.ts';
import { CapacityFields } from './capacity-fields.tsx';
import { useCountries } from './countries.ts';
import { Holidays } from './holidays.tsx';
import { useWorkspaceChanges } from './use-workspace.ts';
import { editOf, valuesOf, type WorkspaceValues, wrongWith } from './workspace-values.ts';

/** All of it as one form: Ctrl S saves, leaving asks while something is not saved. Who may not change it reads it. */
export function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const countries = useCountries();
  const edit = useWorkspaceChanges();
  const { values, changes, dirty, set, reset } = useDraft<WorkspaceValues>(valuesOf(workspace));
  const { tried, save } = usePanelSave({
    whole: Object.keys(wrongWith(values)).length === 0,
    dirty,
    pending: edit.isPending,
    put: async () => {
      await edit.mutateAsync({ edit: editOf(changes, values), before: workspace });
      reset();
    },
  });
  useKeys({ save: () => void (mayManage && save()) });
  const wrong = tried ? wrongWith(values) : {};
  const usual = t(`deskSettings.language.${workspace.country === 'CZ' ? 'cs' : 'en'}`);

  return (
    <form
      className="settings-form workspace-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="scroll">
        <p className="settings-intro">{t('workspaceSetting.intro')}</p>
        <fieldset className="settings-columns" disabled={!mayManage}>
          <div className="settings-part">
            {edit.error !== null && <NotSaved error={edit.error} />}
            <TextField
              label={t('workspaceSetting.name')}
              value={values.name}
              onChange={(name) => set({ name })}
              hint={t('workspaceSetting.nameHint')}
              error={wrong.name && t('workspaceSetting.noName')}
              autoComplete="off"
              maxLength={200}
            />
            <SelectField
              label={t('workspaceSetting.country')}
              value={values.country}
              options={[{ value: '', name: t('workspaceSetting.noCountry') }, ...countries]}
              onChange={(country) => set({ country })}
              hint={t('workspaceSetting.countryHint')}
            />
            <SelectField
              label={t('workspaceSetting.language')}
              value={values.language}
              options={[
                { value: '', name: t('workspaceSetting.languageUsual', { language: usual }) },
                { value: 'cs', name: t('deskSettings.language.cs') },
                { value: 'en', name: t('deskSettings.language.en') },
              ]}
              onChange={(language) => set({ language })}
              hint={t('workspaceSetting.languageHint')}
            />
            <h2>{t('workspaceSetting.capacity')}</h2>
            <CapacityFields values={values} wrong={wrong} onChange={set} />
            <h2>{t('workspaceSetting.rules')}</h2>
            <Tick
              label={t('workspaceSetting.maskCards')}
              hint={t('workspaceSetting.maskCardsHint')}
              checked={values.maskCards}
              onChange={(maskCards) => set({ maskCards })}
            />
            <Tick
              label={t('workspaceSetting.freeTags')}
              hint={t('workspaceSetting.freeTagsHint')}
              checked={values.freeTags}
              onChange={(freeTags) => set({ freeTags })}
            />
            <SelectField
              label={t('queueEnding.attempts')}
              hint={t('queueEnding.attemptsHint')}
              value={String(values.callbackAttempts)}
              options={attempts.map((value) => ({ value, name: value }))}
              onChange={(most) => set({ callbackAttempts: Number(most) })}
            />
          </div>
          <div className="settings-part">
            <h2>{t('workspaceSetting.hours')}</h2>
            <Choices
              label={t('workspaceSetting.hoursHint')}
              options={[
                { value: 'always', name: t('workspaceSetting.always') },
                { value: 'hours', name: t('workspaceSetting.byHours') },
              ]}
              chosen={values.isAlways ? 'always' : 'hours'}
              onChoose={(next) => set({ isAlways: next === 'always' })}
            />
            {!values.isAlways && (
              <HoursEditor hours={values.hours} onChange={(hours) => set({ hours })} disabled={!mayManage} />
            )}
            <h2>{t('workspaceSetting.holidays')}</h2>
            <Holidays
              holidays={values.holidays}
              country={values.country}
              onChange={(holidays) => set({ holidays })}
              mayManage={mayManage}
            />
          </div>
        </fieldset>
      </div>
      <PanelFoot mayManage={mayManage} saving={edit.isPending} idle={!dirty} onCancel={reset} />
      <LeaveEdits dirty={dirty && mayManage} saving={edit.isPending} save={save} />
    </form>
  );
}

/** How often a client may be called back in vain (R-DSK-4). */
const attempts = Array.from({ length: 20 }, (_, before) => String(before + 1));
