import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channelKinds } from '#contract/channel.ts';
import { cached } from '../../api.ts';
import { TextField } from '../../frame/text-field.tsx';
import type { WorkspaceValues, wrongWith } from './workspace-values.ts';

interface CapacityFieldsProps {
  values: Pick<WorkspaceValues, 'places' | 'kinds'>;
  wrong: ReturnType<typeof wrongWith>;
  onChange: (more: Partial<WorkspaceValues>) => void;
}

/** How many conversations an operator has at once (R-DSK-1): in all, and of the kinds of channels that there are. */
export function CapacityFields({ values, wrong, onChange }: CapacityFieldsProps) {
  const { t } = useTranslation();
  const channels = useQuery(cached.channels.list.queryOptions({ input: {} })).data?.items ?? [];
  const had = new Set([...channels.map(({ kind }) => kind), ...Object.keys(values.kinds)]);
  const kinds = channelKinds.filter((kind) => had.has(kind));
  return (
    <>
      <p className="hint">{t('workspaceSetting.capacityHint')}</p>
      <div className="settings-two">
        <TextField
          label={t('workspaceSetting.places')}
          value={values.places}
          onChange={(places) => onChange({ places })}
          error={wrong.places && t('workspaceSetting.badPlaces')}
          autoComplete="off"
          maxLength={3}
        />
        {kinds.map((kind) => (
          <TextField
            key={kind}
            label={t('workspaceSetting.ofKind', { channel: t(`channel.${kind}`) })}
            value={values.kinds[kind] ?? ''}
            onChange={(most) => onChange({ kinds: { ...values.kinds, [kind]: most } })}
            error={wrong.kinds?.includes(kind) ? t('workspaceSetting.badKind') : undefined}
            autoComplete="off"
            maxLength={3}
          />
        ))}
      </div>
      <p className="hint">{t('workspaceSetting.ofKindHint')}</p>
    </>
  );
}
