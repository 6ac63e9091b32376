import { IconUserOff, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Operator, SignInLink } from '#contract/operator.ts';
import type { Queue } from '#contract/queue-routes.ts';
import { failureOf } from '../../api.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { toast } from '../../frame/toast.ts';
import { useMe } from '../../frame/use-me.ts';
import type { PanelWays } from '../list-section.tsx';
import { PanelForm } from '../panel-form.tsx';
import { Radios } from '../radios.tsx';
import { Tick } from '../tick.tsx';
import { useDraft } from '../use-draft.ts';
import { useLanguage } from '../use-language.ts';
import { useMayManage } from '../use-may-manage.ts';
import { usePanelSave } from '../use-panel-save.ts';
import type { GivenLink } from './link-dialog.tsx';
import { capacityOf, inputOf, newOperator, valuesOf, wrongWith } from './operator-values.ts';
import { useOperatorChanges } from './use-operator-changes.ts';

interface OperatorPanelProps extends PanelWays {
  /** Undefined for a new one. */
  operator: Operator | undefined;
  queues: Queue[];
  /** A way in was made, to be shown this once. */
  onLink: (given: GivenLink) => void;
}

const roles = ['operator', 'supervisor', 'administrator'] as const;

/** One operator: how they sign in, what they may do, where they answer and how much at once; and the end of their access. */
export function OperatorPanel({ operator, queues, onLink, onClose, onLeave, onMade }: OperatorPanelProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage() && !operator?.removedAt;
  const me = useMe();
  const [language] = useLanguage();
  const { add, edit, deactivate, bringBack, newLink } = useOperatorChanges();
  const { values, dirty, set, reset } = useDraft(operator ? valuesOf(operator) : newOperator(language));
  const error = add.error ?? edit.error;
  const taken = error !== null && failureOf(error).reason === 'operatorAlready';
  const show = ({ name, email }: Pick<Operator, 'name' | 'email'>, { link, mailed }: SignInLink) =>
    link === null ? toast(t('operatorSetting.joined', { name })) : onLink({ name, email, link, mailed });
  const { tried, save } = usePanelSave({
    whole: Object.keys(wrongWith(values)).length === 0,
    dirty,
    pending: add.isPending || edit.isPending,
    put: async () => {
      if (operator) {
        const { name, role, queues: chosen } = values;
        const input = {
          id: operator.id,
          name: name.trim(),
          role,
          queues: chosen,
          capacity: capacityOf(values, operator.capacity),
        };
        await edit.mutateAsync({ before: operator, input });
        reset();
        return;
      }
      const { operator: made, ...way } = await add.mutateAsync(inputOf(values));
      onMade(made.id);
      show(made, way);
    },
  });
  const wrong = tried ? wrongWith(values) : {};

  return (
    <PanelForm
      title={operator?.name ?? t('operatorSetting.new')}
      mayManage={mayManage}
      {...(operator?.removedAt && { readOnly: t('operatorSetting.left') })}
      dirty={dirty}
      saving={add.isPending || edit.isPending}
      error={taken ? null : error}
      save={save}
      onClose={onClose}
      onLeave={onLeave}
      foot={
        operator &&
        operator.id !== me?.id && (
          <button
            type="button"
            className="btn"
            disabled={deactivate.isPending}
            onClick={() => deactivate.mutate(operator)}
          >
            <IconUserOff aria-hidden />
            {t('operatorSetting.deactivate')}
          </button>
        )
      }
      beside={
        operator?.removedAt && (
          <div className="settings-fields">
            <button
              type="button"
              className="btn"
              disabled={bringBack.isPending}
              onClick={() => bringBack.mutate(operator)}
            >
              <IconUserPlus aria-hidden />
              {t('operatorSetting.bringBack')}
            </button>
          </div>
        )
      }
    >
      <TextField
        label={t('operatorSetting.name')}
        value={values.name}
        onChange={(name) => set({ name })}
        error={wrong.name && t('operatorSetting.noName')}
        autoComplete="off"
        maxLength={200}
      />
      {operator ? (
        <div>
          <span className="label">{t('operatorSetting.email')}</span>
          <p className="operator-email">{operator.email}</p>
          <p className="hint">{t('operatorSetting.emailFixed')}</p>
        </div>
      ) : (
        <>
          <TextField
            label={t('operatorSetting.email')}
            type="email"
            value={values.email}
            onChange={(email) => set({ email })}
            hint={t('operatorSetting.emailHint')}
            error={taken ? t('refused.operatorAlready') : wrong.email && t('operatorSetting.badEmail')}
            autoComplete="off"
            maxLength={320}
          />
          <SelectField
            label={t('operatorSetting.language')}
            value={values.language}
            options={[
              { value: 'en', name: 'English' },
              { value: 'cs', name: 'Čeština' },
            ]}
            onChange={(next) => set({ language: next })}
          />
        </>
      )}
      <Radios
        label={t('operatorSetting.role')}
        options={roles.map((value) => ({
          value,
          name: t(`operatorSetting.roleOf.${value}`),
          hint: t(`operatorSetting.roleHint.${value}`),
        }))}
        chosen={values.role}
        onChoose={(role) => set({ role })}
      />
      <fieldset>
        <legend className="label">
          {t('operatorSetting.queues')}{' '}
          <span className="t3">{t('operatorSetting.queueCount', { count: values.queues.length })}</span>
        </legend>
        <div className="settings-checks two">
          {queues.map(({ id, name }) => (
            <label key={id}>
              <input
                type="checkbox"
                className="box"
                checked={values.queues.includes(id)}
                onChange={({ target }) =>
                  set({
                    queues: (target.checked
                      ? [...values.queues, id]
                      : values.queues.filter((one) => one !== id)
                    ).toSorted(),
                  })
                }
              />
              <span className="cut">{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {operator && (
        <>
          <Tick
            label={t('operatorSetting.ownCapacity')}
            hint={t('operatorSetting.ownCapacityHint')}
            checked={values.ownCapacity}
            onChange={(ownCapacity) => set({ ownCapacity })}
          />
          {values.ownCapacity && (
            <div className="settings-two">
              <TextField
                label={t('operatorSetting.places')}
                value={values.places}
                onChange={(places) => set({ places })}
                error={wrong.places && t('operatorSetting.badPlaces')}
                autoComplete="off"
              />
              <TextField
                label={t('operatorSetting.calls')}
                value={values.calls}
                onChange={(calls) => set({ calls })}
                error={wrong.calls && t('operatorSetting.badCalls')}
                autoComplete="off"
              />
            </div>
          )}
          {operator.id === me?.id && <p className="hint">{t('operatorSetting.you')}</p>}
          {operator.id !== me?.id && operator.seenAt === null && mayManage && (
            <div>
              <button
                type="button"
                className="btn"
                disabled={newLink.isPending}
                onClick={() => newLink.mutate(operator, { onSuccess: (way) => show(operator, way) })}
              >
                {t('operatorSetting.newLink')}
              </button>
              <p className="hint">{t('operatorSetting.newLinkHint')}</p>
            </div>
          )}
        </>
      )}
    </PanelForm>
  );
}
