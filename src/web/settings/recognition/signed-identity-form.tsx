import { IconRosetteDiscountCheckFilled } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SignedIdentity, type SignedIdentityInput, signingAlgorithms } from '#contract/signed-identity.ts';
import { api, cached } from '../../api.ts';
import { Key } from '../../frame/key.tsx';
import { useKeys } from '../../frame/keys.ts';
import { SelectField } from '../../frame/select-field.tsx';
import { TextField } from '../../frame/text-field.tsx';
import { toast } from '../../frame/toast.ts';
import { LeaveEdits } from '../leave-edits.tsx';
import { NotSaved } from '../not-saved.tsx';
import { Optional } from '../optional.tsx';
import { useDraft } from '../use-draft.ts';
import { SignedIdentityOff } from './signed-identity-off.tsx';

type Algorithm = (typeof signingAlgorithms)[number];

interface Values {
  algorithm: Algorithm | '';
  key: string;
  audience: string;
  issuer: string;
  maxAge: string;
}

/** Algorithm, key, audience, issuer and longest life. The key goes in and never comes out, so every save brings it anew. */
export function SignedIdentityForm({ setting }: { setting: SignedIdentity }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const keyId = useId();
  const { values, dirty, set, reset } = useDraft<Values>({
    algorithm: setting.algorithm ?? '',
    key: '',
    audience: setting.audience ?? '',
    issuer: setting.issuer ?? '',
    maxAge: String(setting.maxAge),
  });
  const [tried, setTried] = useState(false);
  const wrong = tried ? wrongWith(values) : {};
  const edit = useMutation({
    mutationFn: (input: SignedIdentityInput) => api.signedIdentity.edit(input),
    onSuccess: (saved) => {
      reset();
      setTried(false);
      cache.setQueryData(cached.signedIdentity.read.queryKey(), saved);
      toast(t('settings.saved', { name: t('signedIdentity.title') }));
    },
  });
  const save = async (): Promise<boolean> => {
    setTried(true);
    const { algorithm, key, audience, issuer, maxAge } = values;
    if (algorithm === '' || Object.keys(wrongWith(values)).length > 0 || edit.isPending) return false;
    return edit
      .mutateAsync({ algorithm, key, audience: audience.trim(), issuer: issuer.trim() || null, maxAge: Number(maxAge) })
      .then(
        () => true,
        () => false,
      );
  };
  useKeys({ save: () => void (dirty && save()) });
  const isSecret = values.algorithm === 'HS256';
  const say = (key: keyof Values) => wrong[key] && t(`signedIdentity.${wrong[key]}`);

  return (
    <form
      className="settings-inline-form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="row tight" role="status">
        {setting.fingerprint ? (
          <>
            <IconRosetteDiscountCheckFilled className="verified" aria-hidden />
            <span title={t('signedIdentity.fingerprint')}>
              {t('signedIdentity.set', { fingerprint: setting.fingerprint })}
            </span>
          </>
        ) : (
          <span className="t3">{t('signedIdentity.none')}</span>
        )}
      </p>
      {edit.error !== null && <NotSaved error={edit.error} />}
      <div className="settings-two">
        <SelectField<Algorithm | ''>
          label={t('signedIdentity.algorithm')}
          value={values.algorithm}
          options={[
            ...(setting.algorithm ? [] : [{ value: '' as const, name: t('signedIdentity.choose') }]),
            ...signingAlgorithms.map((algorithm) => ({ value: algorithm, name: algorithm })),
          ]}
          onChange={(algorithm) => set({ algorithm })}
          hint={t('signedIdentity.algorithmHint')}
          error={say('algorithm')}
        />
        <TextField
          label={t('signedIdentity.maxAge')}
          type="number"
          value={values.maxAge}
          onChange={(maxAge) => set({ maxAge })}
          hint={t('signedIdentity.maxAgeHint')}
          error={say('maxAge')}
        />
      </div>
      <div>
        <label className="label" htmlFor={keyId}>
          {t(isSecret ? 'signedIdentity.secret' : 'signedIdentity.key')}
        </label>
        <div className="field area" data-bad={wrong.key ? true : undefined}>
          {isSecret ? (
            <input
              id={keyId}
              type="password"
              autoComplete="off"
              value={values.key}
              aria-invalid={Boolean(wrong.key)}
              aria-describedby={`${keyId}-more`}
              onChange={(event) => set({ key: event.target.value })}
            />
          ) : (
            <textarea
              id={keyId}
              rows={5}
              spellCheck={false}
              value={values.key}
              aria-invalid={Boolean(wrong.key)}
              aria-describedby={`${keyId}-more`}
              onChange={(event) => set({ key: event.target.value })}
            />
          )}
        </div>
        <p id={`${keyId}-more`} className={wrong.key ? 'bad' : 'hint'}>
          {say('key') ?? t(isSecret ? 'signedIdentity.secretHint' : 'signedIdentity.keyHint')}{' '}
          {setting.fingerprint && !values.key && t('signedIdentity.keyAgain')}
        </p>
      </div>
      <div className="settings-two">
        <TextField
          label={t('signedIdentity.audience')}
          value={values.audience}
          onChange={(audience) => set({ audience })}
          hint={t('signedIdentity.audienceHint')}
          error={say('audience')}
          autoComplete="off"
          maxLength={500}
        />
        <TextField
          label={<Optional label={t('signedIdentity.issuer')} />}
          value={values.issuer}
          onChange={(issuer) => set({ issuer })}
          hint={t('signedIdentity.issuerHint')}
          autoComplete="off"
          maxLength={500}
        />
      </div>
      <div className="row">
        <button type="submit" className="btn ink" disabled={!dirty || edit.isPending}>
          {edit.isPending ? t('settings.saving') : t('settings.save')} <Key of="save" />
        </button>
        {dirty && (
          <button
            type="button"
            className="btn"
            onClick={() => {
              reset();
              setTried(false);
              edit.reset();
            }}
          >
            {t('settings.discard')}
          </button>
        )}
        <span className="grow" />
        {setting.fingerprint && <SignedIdentityOff disabled={dirty || edit.isPending} />}
      </div>
      <LeaveEdits dirty={dirty} saving={edit.isPending} save={save} />
    </form>
  );
}

/** What is wrong with a form, by its fields, as codes; empty when it may be saved. */
function wrongWith({ algorithm, key, audience, maxAge }: Values) {
  const seconds = Number(maxAge);
  const short = algorithm === 'HS256' && new TextEncoder().encode(key).length < 32;
  return {
    ...(!algorithm && { algorithm: 'noAlgorithm' as const }),
    ...(!key.trim() ? { key: 'noKey' as const } : short && { key: 'shortSecret' as const }),
    ...(!audience.trim() && { audience: 'noAudience' as const }),
    ...(!(Number.isInteger(seconds) && seconds >= 30 && seconds <= 86_400) && { maxAge: 'badMaxAge' as const }),
  } as Partial<Record<keyof Values, 'noAlgorithm' | 'noKey' | 'shortSecret' | 'noAudience' | 'badMaxAge'>>;
}
