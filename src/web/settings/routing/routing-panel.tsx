import { useTranslation } from 'react-i18next';
import { channelKinds } from '#contract/channel.ts';
import type { RoutingRule } from '#contract/routing.ts';
import { useQueues } from '../../desk/use-queues.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { Choices } from '../choices.tsx';
import { DeleteButton } from '../delete-button.tsx';
import type { PanelWays } from '../list-section.tsx';
import { PanelForm } from '../panel-form.tsx';
import { useDraft } from '../use-draft.ts';
import { useMayManage } from '../use-may-manage.ts';
import { usePanelSave } from '../use-panel-save.ts';
import {
  newRouting,
  type RoutingValues,
  routingInputOf,
  valuesOfRouting,
  wheres,
  wrongWithRouting,
} from './routing-values.ts';
import { useRoutingChanges } from './use-routing-changes.ts';

interface RoutingPanelProps extends PanelWays {
  /** Undefined for a new one. */
  rule: RoutingRule | undefined;
}

const hows = ['contains', 'is', 'begins', 'given'] as const;

/** One rule (R-DSK-1): what it looks at in the first message, what it looks for, and the queue that the conversation goes to. */
export function RoutingPanel({ rule, onClose, onLeave, onMade }: RoutingPanelProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const queues = useQueues();
  const { create, edit, remove } = useRoutingChanges();
  const { values, dirty, set, reset } = useDraft<RoutingValues>(rule ? valuesOfRouting(rule) : newRouting);
  const saving = create.isPending || edit.isPending;
  const { tried, save } = usePanelSave({
    whole: Object.keys(wrongWithRouting(values)).length === 0,
    dirty,
    pending: saving,
    put: async () => {
      if (rule) {
        await edit.mutateAsync({ rule, input: routingInputOf(values) });
        reset();
      } else onMade((await create.mutateAsync(routingInputOf(values))).id);
    },
  });
  const wrong = tried ? wrongWithRouting(values) : {};
  const said = (code: keyof ReturnType<typeof wrongWithRouting>) => wrong[code] && t(`routingSetting.${wrong[code]}`);
  const tick = (kind: string, on: boolean) =>
    set({ channels: (on ? [...values.channels, kind] : values.channels.filter((one) => one !== kind)).toSorted() });

  return (
    <PanelForm
      title={rule?.name ?? t('routingSetting.new')}
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
        label={t('deskSettings.name')}
        value={values.name}
        onChange={(name) => set({ name })}
        hint={t('routingSetting.nameHint')}
        error={said('name')}
        autoComplete="off"
        maxLength={100}
      />
      <div className="settings-two">
        <SelectField
          label={t('routingSetting.looksAt')}
          value={values.where}
          options={wheres.map((value) => ({ value, name: t(`routingSetting.where.${value}`) }))}
          onChange={(where) => set({ where })}
        />
        <SelectField
          label={t('routingSetting.how')}
          value={values.how}
          options={hows.map((value) => ({ value, name: t(`routingSetting.hows.${value}`) }))}
          onChange={(how) => set({ how })}
        />
      </div>
      {values.where === 'parameter' && (
        <TextField
          label={t('routingSetting.parameter')}
          value={values.parameter}
          onChange={(parameter) => set({ parameter })}
          hint={t('routingSetting.parameterHint')}
          error={said('parameter')}
          autoComplete="off"
          maxLength={100}
        />
      )}
      {values.how !== 'given' && (
        <TextField
          label={t('routingSetting.value')}
          value={values.value}
          onChange={(value) => set({ value })}
          hint={t('routingSetting.valueHint')}
          error={said('value')}
          autoComplete="off"
          maxLength={1_000}
        />
      )}
      <SelectField
        label={t('routingSetting.queue')}
        value={values.queueId}
        options={[
          ...(values.queueId ? [] : [{ value: '', name: t('routingSetting.choose') }]),
          ...queues.map(({ id, name }) => ({ value: id, name })),
        ]}
        onChange={(queueId) => set({ queueId })}
        error={said('queueId')}
      />
      <fieldset>
        <legend className="label">{t('routingSetting.channels')}</legend>
        <div className="settings-checks">
          {channelKinds.map((kind) => (
            <label key={kind}>
              <input
                type="checkbox"
                className="box"
                checked={values.channels.includes(kind)}
                onChange={({ target }) => tick(kind, target.checked)}
              />
              {t(`channel.${kind}`)}
            </label>
          ))}
        </div>
        <p className="hint">{t('routingSetting.channelsHint')}</p>
      </fieldset>
      <Choices
        label={t('routingSetting.state')}
        options={[
          { value: 'on', name: t('routingSetting.on') },
          { value: 'off', name: t('routingSetting.off') },
        ]}
        chosen={values.enabled ? 'on' : 'off'}
        onChoose={(next) => set({ enabled: next === 'on' })}
      />
    </PanelForm>
  );
}
