import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Trust, trustAt } from '#contract/identifiers.ts';
import { api, cached } from '../../api.ts';
import { useKeys } from '../../frame/keys.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { toast } from '../../frame/toast.ts';
import { Choices } from '../choices.tsx';
import { LeaveEdits } from '../leave-edits.tsx';
import { NotSaved } from '../not-saved.tsx';
import { PanelFoot } from '../side-panel.tsx';
import { useDraft } from '../use-draft.ts';
import { AutomaticCard } from './automatic-card.tsx';
import {
  type ChannelEdit,
  type ChannelValues,
  editOf,
  type OneChannel,
  undoOf,
  valuesOf,
  wrongWith,
} from './channel-values.ts';
import { EndingPart } from './ending-part.tsx';
import { TrustLadder } from './trust-ladder.tsx';
import { WebchatPart } from './webchat-part.tsx';

/** What links and what only suggests on one channel (R-REC-5), when a card is made, and what the channel is called. */
export function ChannelForm({ channel, onLeave }: { channel: OneChannel; onLeave: () => void }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { values, changes, dirty, set, reset } = useDraft<ChannelValues>(valuesOf(channel));
  const [tried, setTried] = useState(false);
  const wrong = tried ? wrongWith(channel.kind, values) : {};
  const edit = useMutation({
    mutationFn: (change: ChannelEdit) => api.channels.edit({ id: channel.id, ...change }),
    onSuccess: (saved) => cache.setQueryData(cached.channels.read.queryKey({ input: { id: channel.id } }), saved),
    onSettled: () => cache.invalidateQueries({ queryKey: cached.channels.key() }),
  });
  const save = async (): Promise<boolean> => {
    setTried(true);
    if (Object.keys(wrongWith(channel.kind, values)).length > 0) return false;
    if (edit.isPending || !dirty) return !edit.isPending;
    const change = editOf(channel.kind, changes);
    try {
      const saved = await edit.mutateAsync(change);
      reset();
      toast(t('settings.saved', { name: saved.name }), () => edit.mutate(undoOf(channel, change)));
      return true;
    } catch {
      return false; // shown above the fields
    }
  };
  useKeys({ save: () => void save() });
  const trusts = [0, 1, 2, 3, 4, 5]
    .map(trustAt)
    .map((trust) => ({ value: trust, name: t(`channelSetting.trust.${trust}`) }));

  return (
    <form
      className="settings-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="scroll settings-fields">
        {edit.error !== null && <NotSaved error={edit.error} />}
        <TextField
          label={t('channelSetting.name')}
          value={values.name}
          onChange={(name) => set({ name })}
          hint={channel.account || undefined}
          error={wrong.name && t('channelSetting.noName')}
          autoComplete="off"
          maxLength={200}
        />
        <Choices
          label={t('channelSetting.takes')}
          options={[
            { value: 'on', name: t('channelSetting.takesOn') },
            { value: 'off', name: t('channelSetting.takesOff') },
          ]}
          chosen={values.enabled ? 'on' : 'off'}
          onChoose={(next) => set({ enabled: next === 'on' })}
        />
        {channel.kind === 'webchat' && (
          <WebchatPart channelId={channel.id} values={values} wrong={wrong} onChange={set} />
        )}
        <TrustLadder kind={channel.kind} linksFrom={values.linksFrom} onChange={(linksFrom) => set({ linksFrom })} />
        <section>
          <h3 className="settings-h">{t('channelSetting.worth')}</h3>
          <div className="settings-two">
            <SelectField<Trust | ''>
              label={t('channelSetting.ownTrust')}
              value={values.ownTrust}
              options={[{ value: '', name: t('channelSetting.asKind') }, ...trusts]}
              onChange={(ownTrust) => set({ ownTrust })}
            />
            <SelectField<Trust>
              label={t('channelSetting.otherTrust')}
              value={values.otherTrust}
              options={trusts}
              onChange={(otherTrust) => set({ otherTrust })}
            />
          </div>
          <p className="hint">{t('channelSetting.otherTrustHint')}</p>
        </section>
        <EndingPart kind={channel.kind} values={values} wrong={wrong} onChange={set} />
        <AutomaticCard chosen={values.automaticCard} onChange={(automaticCard) => set({ automaticCard })} />
        <TextField
          label={`${t('channelSetting.quiet')} (${t('channelSetting.quietUnit')})`}
          type="number"
          value={values.quietMonths}
          onChange={(quietMonths) => set({ quietMonths })}
          hint={t('channelSetting.quietHint')}
          error={wrong.quietMonths && t('channelSetting.badQuiet')}
        />
        <Fixed channel={channel} />
      </div>
      <PanelFoot mayManage saving={edit.isPending} idle={!dirty} onCancel={onLeave} />
      <LeaveEdits dirty={dirty} saving={edit.isPending} save={save} />
    </form>
  );
}

/** What is set at the server: shown, not changed here. */
function Fixed({ channel: { settings } }: { channel: OneChannel }) {
  const { t } = useTranslation();
  if (settings.own.length === 0 && !settings.country) return null;
  return (
    <dl className="settings-fixed">
      {settings.own.length > 0 && (
        <div>
          <dt>
            {t('channelSetting.own')} <span className="hint">{t('channelSetting.ownHint')}</span>
          </dt>
          <dd>{settings.own.join(', ')}</dd>
        </div>
      )}
      {settings.country && (
        <div>
          <dt>{t('channelSetting.country')}</dt>
          <dd>{settings.country}</dd>
        </div>
      )}
    </dl>
  );
}
