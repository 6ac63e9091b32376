import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { TextField } from '../frame/text-field.tsx';
import { useTitle } from '../frame/use-title.ts';
import { queries } from '../queries.ts';
import { lastWorkspace } from '../workspace.ts';
import { Doorway } from './doorway.tsx';

type Trouble = 'wrong' | 'tooMany' | 'failed' | 'noWorkspace';

/** Signing in by e‑mail and password; then to the page that was asked for, else to the workspace. */
export function SignIn() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  useTitle(t('signIn.title'));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const found = await signIn(email.trim(), password);
    if (found) {
      setTrouble(found);
      setBusy(false);
      return;
    }
    queries.clear();
    const slug = await workspaceToOpen();
    setBusy(false);
    if (!slug) setTrouble('noWorkspace');
    else if (next?.startsWith('/w/')) await navigate({ href: next });
    else await navigate({ to: '/w/$slug', params: { slug } });
  };

  return (
    <Doorway title={t('signIn.title')} hint={t('signIn.tagline')}>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('signIn.email')}
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="username"
          required
        />
        <TextField
          label={t('signIn.password')}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          required
        />
        {trouble && (
          <p className="bad" role="alert">
            {t(`signIn.${trouble}`)}
          </p>
        )}
        <button type="submit" className="btn ink lg" disabled={busy}>
          {t('signIn.submit')}
        </button>
      </form>
    </Doorway>
  );
}

/** Asks better-auth for a session. null when there is one. */
async function signIn(email: string, password: string): Promise<Trouble | null> {
  try {
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (response.ok) return null;
    if (response.status === 429) return 'tooMany';
    return response.status < 500 ? 'wrong' : 'failed';
  } catch {
    return 'failed';
  }
}

/** The workspace last opened here if it is still open to this person, else their first. */
async function workspaceToOpen(): Promise<string | null> {
  try {
    const me = await api.me.read();
    const open = me.workspaces.map(({ slug }) => slug);
    const last = lastWorkspace();
    return last && open.includes(last) ? last : me.workspace.slug;
  } catch {
    return null;
  }
}
