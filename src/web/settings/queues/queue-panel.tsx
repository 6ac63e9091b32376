import { useTranslation } from 'react-i18next';
import type { Queue } from '#contract/queue-routes.ts';
import { failureOf } from '../../api.ts';
import { TextField } from '../../frame/text-field.tsx';
import type { PanelWays } from '../list-section.tsx';
import { PanelForm } from '../panel-form.tsx';
import { Radios } from '../radios.tsx';
import { useDraft } from '../use-draft.ts';
import { useMayManage } from '../use-may-manage.ts';
import { usePanelSave } from '../use-panel-save.ts';
import { QueueEnding } from './queue-ending.tsx';
import { QueueMembers } from './queue-members.tsx';
import { QueueTalk } from './queue-talk.tsx';
import { inputOf, newQueue, type QueueValues, valuesOf, wrongWith } from './queue-values.ts';
import { useQueueChanges } from './use-queue-changes.ts';

interface QueuePanelProps extends PanelWays {
  /** Undefined for a new one. */
  queue: Queue | undefined;
}

const readers = ['everyone', 'members', 'hidden'] as const;
const routings = ['take', 'offer'] as const;

/** One queue: who reads its conversations (R-HIS-5), who answers them, and how long one may wait (R-DSK-1, R-DSK-6). */
export function QueuePanel({ queue, onClose, onLeave, onMade }: QueuePanelProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const { create, edit } = useQueueChanges();
  const { values, dirty, set, reset } = useDraft<QueueValues>(queue ? valuesOf(queue) : newQueue);
  const saving = create.isPending || edit.isPending;
  const error = create.error ?? edit.error;
  const taken = error !== null && failureOf(error).code === 'CONFLICT';
  const { tried, save } = usePanelSave({
    whole: Object.keys(wrongWith(values)).length === 0,
    dirty,
    pending: saving,
    put: async () => {
      if (queue) {
        await edit.mutateAsync({ queue, input: inputOf(values) });
        reset();
      } else onMade((await create.mutateAsync(inputOf(values))).id);
    },
  });
  const wrong = tried ? wrongWith(values) : {};

  return (
    <PanelForm
      title={queue?.name ?? t('queueSetting.new')}
      mayManage={mayManage}
      dirty={dirty}
      saving={saving}
      error={taken ? null : error}
      save={save}
      onClose={onClose}
      onLeave={onLeave}
    >
      <TextField
        label={t('deskSettings.name')}
        value={values.name}
        onChange={(name) => set({ name })}
        error={taken ? t('queueSetting.taken') : wrong.name && t('queueSetting.noName')}
        autoComplete="off"
        maxLength={100}
      />
      <Radios
        label={t('queueSetting.readers')}
        options={readers.map((value) => ({
          value,
          name: t(`queueSetting.readersOf.${value}`),
          hint: t(`queueSetting.readersHint.${value}`),
        }))}
        chosen={values.readers}
        onChoose={(next) => set({ readers: next })}
      />
      <Radios
        label={t('queueSetting.routing')}
        options={routings.map((value) => ({
          value,
          name: t(`queueSetting.routingOf.${value}`),
          hint: t(`queueSetting.routingHint.${value}`),
        }))}
        chosen={values.routing}
        onChoose={(routing) => set({ routing })}
      />
      <div className="settings-two">
        <TextField
          label={t('queueSetting.warnAfter')}
          value={values.warnAfter}
          onChange={(warnAfter) => set({ warnAfter })}
          hint={t('queueSetting.warnHint')}
          error={wrong.warnAfter && t(`queueSetting.${wrong.warnAfter}`)}
          autoComplete="off"
        />
        <TextField
          label={t('queueSetting.limitAfter')}
          value={values.limitAfter}
          onChange={(limitAfter) => set({ limitAfter })}
          hint={t('queueSetting.limitHint')}
          error={wrong.limitAfter && t(`queueSetting.${wrong.limitAfter}`)}
          autoComplete="off"
        />
      </div>
      <QueueTalk values={values} onChange={set} mayManage={mayManage} />
      <QueueEnding values={values} wrong={wrong} mayManage={mayManage} onChange={set} />
      {mayManage && <QueueMembers members={values.members} onChange={(members) => set({ members })} />}
    </PanelForm>
  );
}
