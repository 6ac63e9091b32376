import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { TextField } from '../frame/text-field.tsx';
import { useTitle } from '../frame/use-title.ts';
import { enOperators } from '../i18n/en-operators.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { Doorway } from './doorway.tsx';

addEnglish(enOperators);

/** Where a new operator chooses a password, once, by the link that the administrator gave them; then they are signed in. */
export function ChoosePassword() {
  const { t } = useTranslation();
  const { token, email } = useSearch({ from: '/set-password' });
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<'used' | 'failed' | null>(null);
  const [busy, setBusy] = useState(false);
  useTitle(t('choosePassword.title'));
  if (!token || !email) {
    return (
      <Doorway title={t('choosePassword.noToken')} hint={t('choosePassword.noTokenHint')}>
        {null}
      </Doorway>
    );
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const status = await post('/api/auth/reset-password', { token, newPassword: password });
    if (status >= 400 || status === 0) {
      setTrouble(status >= 400 && status < 500 && status !== 429 ? 'used' : 'failed');
      setBusy(false);
      return;
    }
    await post('/api/auth/sign-in/email', { email, password });
    const me = await api.me.read().catch(() => null); // with a second factor, say, they sign in by hand
    location.assign(me ? `/w/${encodeURIComponent(me.workspace.slug)}` : '/sign-in');
  };
  return (
    <Doorway title={t('choosePassword.title')} hint={t('choosePassword.intro')}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <div>
          <label className="label" htmlFor="email">
            {t('choosePassword.email')}
          </label>
          <div className="field">
            <input id="email" type="email" value={email} readOnly autoComplete="username" />
          </div>
        </div>
        <TextField
          label={t('choosePassword.password')}
          type="password"
          value={password}
          onChange={setPassword}
          hint={t('choosePassword.hint')}
          autoComplete="new-password"
          minLength={12}
          maxLength={128}
          required
        />
        {trouble && (
          <p className="bad" role="alert">
            {t(`choosePassword.${trouble}`)}
          </p>
        )}
        <button type="submit" className="btn ink lg" disabled={busy}>
          {t('choosePassword.submit')}
        </button>
      </form>
    </Doorway>
  );
}

/** The status of the answer; 0 where none came. */
async function post(path: string, body: unknown): Promise<number> {
  try {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  } catch {
    return 0;
  }
}
