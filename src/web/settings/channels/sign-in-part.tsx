import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignIn, SignInProvider } from '#contract/sign-in.ts';
import { api, cached } from '../../api.ts';
import { Failed } from '../../frame/states.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { toast } from '../../frame/toast.ts';
import { NotSaved } from '../not-saved.tsx';

const providers = [
  ['google', 'Google'],
  ['facebook', 'Facebook'],
] as const;

/** What each provider gave the company for its web chat. Secrets go in and never come out, so this is saved by itself. */
export function SignInPart({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const input = { id: channelId };
  const kept = useQuery(cached.channels.signIn.queryOptions({ input }));
  return (
    <section aria-labelledby="sign-in-part">
      <h3 id="sign-in-part" className="settings-h">
        {t('webchatSetting.signIn')}
      </h3>
      <p className="hint">{t('webchatSetting.signInHint')}</p>
      {kept.isError && (
        <Failed title={t('channelSetting.oneFailed')} error={kept.error} retry={() => void kept.refetch()} />
      )}
      {kept.data && <Clients key={kept.dataUpdatedAt} channelId={channelId} kept={kept.data} />}
    </section>
  );
}

type Fields = Record<SignInProvider, { clientId: string; secret: string }>;

function Clients({ channelId, kept }: { channelId: string; kept: SignIn }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [fields, setFields] = useState<Fields>({
    google: { clientId: kept.google?.clientId ?? '', secret: '' },
    facebook: { clientId: kept.facebook?.clientId ?? '', secret: '' },
  });
  const [tried, setTried] = useState(false);
  const lacks = (of: SignInProvider) => fields[of].clientId.trim() !== '' && !fields[of].secret.trim() && !kept[of];
  const save = useMutation({
    mutationFn: () =>
      api.channels.editSignIn({ id: channelId, google: clientOf(fields.google), facebook: clientOf(fields.facebook) }),
    onSuccess: (saved) => {
      cache.setQueryData(cached.channels.signIn.queryKey({ input: { id: channelId } }), saved);
      toast(t('webchatSetting.signInSaved'));
    },
  });
  const set = (of: SignInProvider, more: Partial<Fields[SignInProvider]>) =>
    setFields({ ...fields, [of]: { ...fields[of], ...more } });
  return (
    <>
      {save.error !== null && <NotSaved error={save.error} />}
      {providers.map(([of, provider]) => (
        <div key={of}>
          <div className="settings-two">
            <TextField
              label={t('webchatSetting.clientId', { provider })}
              value={fields[of].clientId}
              onChange={(clientId) => set(of, { clientId })}
              autoComplete="off"
              maxLength={300}
            />
            <TextField
              label={t('webchatSetting.secret', { provider })}
              type="password"
              value={fields[of].secret}
              onChange={(secret) => set(of, { secret })}
              hint={kept[of] ? t('webchatSetting.secretKept') : undefined}
              error={tried && lacks(of) ? t('webchatSetting.noSecret') : undefined}
              autoComplete="new-password"
              maxLength={500}
            />
          </div>
          <p className="hint wrap">{t('webchatSetting.callbackAddress', { provider, address: kept.callbacks[of] })}</p>
        </div>
      ))}
      <button
        type="button"
        className="btn"
        onClick={() => {
          setTried(true);
          if (!save.isPending && !lacks('google') && !lacks('facebook')) save.mutate();
        }}
      >
        {t('webchatSetting.saveSignIn')}
      </button>
    </>
  );
}

function clientOf({ clientId, secret }: Fields[SignInProvider]) {
  const [id, given] = [clientId.trim(), secret.trim()];
  return id ? { clientId: id, ...(given && { secret: given }) } : null;
}
