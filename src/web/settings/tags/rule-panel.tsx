import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { channelKinds } from '#contract/channel.ts';
import type { Tag, TagRule } from '#contract/tag.ts';
import { TextField } from '../../frame/text-field.tsx';
import { Choices } from '../choices.tsx';
import { DeleteButton } from '../delete-button.tsx';
import { PanelForm } from '../panel-form.tsx';
import { Radios } from '../radios.tsx';
import { TextArea } from '../text-area.tsx';
import { useDraft } from '../use-draft.ts';
import { useMayManage } from '../use-may-manage.ts';
import { usePanelSave } from '../use-panel-save.ts';
import { newRule, type RuleValues, ruleInputOf, valuesOfRule, wrongWithRule } from './tag-values.ts';
import { useRuleChanges } from './use-rule-changes.ts';

interface RulePanelProps {
  /** Undefined for a new one. */
  rule: TagRule | undefined;
  tags: Tag[];
  onClose: () => void;
  onLeave: () => void;
  onMade: (id: string) => void;
}

const matches = ['word', 'part', 'phrase'] as const;

/** One rule (R-TAB-5): the words of a client that add a tag, how they are looked for, and on which channels. */
export function RulePanel({ rule, tags, onClose, onLeave, onMade }: RulePanelProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const list = useId();
  const { create, edit, remove } = useRuleChanges();
  const { values, dirty, set, reset } = useDraft<RuleValues>(rule ? valuesOfRule(rule) : newRule);
  const saving = create.isPending || edit.isPending;
  const { tried, save } = usePanelSave({
    whole: Object.keys(wrongWithRule(values)).length === 0,
    dirty,
    pending: saving,
    put: async () => {
      if (rule) {
        await edit.mutateAsync({ rule, input: ruleInputOf(values) });
        reset();
      } else onMade((await create.mutateAsync(ruleInputOf(values))).id);
    },
  });
  const wrong = tried ? wrongWithRule(values) : {};

  return (
    <PanelForm
      title={rule ? t('tagSetting.ruleOf', { tag: rule.tag }) : t('tagSetting.newRule')}
      mayManage={mayManage}
      dirty={dirty}
      saving={saving}
      error={create.error ?? edit.error}
      save={save}
      onClose={onClose}
      onLeave={onLeave}
      foot={
        rule && (
          <DeleteButton
            pending={remove.isPending}
            onDelete={() => void remove.mutateAsync(rule).then(onLeave, () => undefined)}
          />
        )
      }
    >
      <TextField
        label={t('tagSetting.adds')}
        value={values.tag}
        onChange={(tag) => set({ tag })}
        hint={t('tagSetting.addsHint')}
        error={wrong.tag && t('tagSetting.noTag')}
        autoComplete="off"
        maxLength={100}
        list={list}
      />
      <datalist id={list}>
        {tags
          .filter(({ retired }) => !retired)
          .map(({ name }) => (
            <option key={name} value={name} />
          ))}
      </datalist>
      <TextArea
        label={t('tagSetting.words')}
        value={values.words}
        onChange={(words) => set({ words })}
        hint={t('tagSetting.wordsHint')}
        error={wrong.words && t(`tagSetting.${wrong.words}`)}
      />
      <Radios
        label={t('tagSetting.match')}
        options={matches.map((value) => ({
          value,
          name: t(`tagSetting.matchOf.${value}`),
          hint: t(`tagSetting.matchHint.${value}`),
        }))}
        chosen={values.match}
        onChoose={(match) => set({ match })}
      />
      <fieldset>
        <legend className="label">{t('tagSetting.channels')}</legend>
        <div className="settings-checks">
          {channelKinds.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                className="box"
                checked={values.channels.includes(kind)}
                onChange={({ target }) =>
                  set({
                    channels: (target.checked
                      ? [...values.channels, kind]
                      : values.channels.filter((one) => one !== kind)
                    ).toSorted(),
                  })
                }
              />
              {t(`channel.${kind}`)}
            </label>
          ))}
        </div>
        <p className="hint">{t('tagSetting.channelsHint')}</p>
      </fieldset>
      <Choices
        label={t('tagSetting.state')}
        options={[
          { value: 'on', name: t('tagSetting.on') },
          { value: 'off', name: t('tagSetting.off') },
        ]}
        chosen={values.enabled ? 'on' : 'off'}
        onChoose={(next) => set({ enabled: next === 'on' })}
      />
    </PanelForm>
  );
}
