import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '#contract/fold.ts';
import { TextField } from '../frame/text-field.tsx';
import { useTitle } from '../frame/use-title.ts';
import { locale } from '../i18n/format.ts';
import { Doorway } from '../sign-in/doorway.tsx';

/** Countries offered first to last by name; the rest of the world is chosen in Settings. */
const countries = [
  'CZ',
  'SK',
  'AT',
  'DE',
  'PL',
  'HU',
  'GB',
  'IE',
  'FR',
  'ES',
  'IT',
  'NL',
  'BE',
  'CH',
  'SE',
  'NO',
  'DK',
  'FI',
  'PT',
  'RO',
  'BG',
  'HR',
  'SI',
  'UA',
  'US',
  'CA',
  'AU',
];

/** The first start: the link that the server printed makes one workspace and its administrator, once. */
export function SetUp() {
  const { t } = useTranslation();
  const { token } = useSearch({ from: '/set-up' });
  const [form, setForm] = useState({ company: '', slug: '', country: 'CZ', name: '', email: '', password: '' });
  const [trouble, setTrouble] = useState<{ message: string; fields: Record<string, string> } | null>(null);
  const [busy, setBusy] = useState(false);
  useTitle(t('setUp.title'));
  if (!token) {
    return (
      <Doorway title={t('setUp.noToken')} hint={t('setUp.noTokenHint')}>
        {null}
      </Doorway>
    );
  }

  const slug = form.slug || slugOf(form.company);
  const set = (field: keyof typeof form) => (value: string) => setForm({ ...form, [field]: value });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const found = await post('/api/v1/set-up', {
      token,
      workspace: { name: form.company.trim(), slug, country: form.country },
      operator: { name: form.name.trim(), email: form.email.trim(), password: form.password },
    });
    if (found) {
      setTrouble(found);
      setBusy(false);
      return;
    }
    await post('/api/auth/sign-in/email', { email: form.email.trim(), password: form.password });
    location.assign(`/w/${encodeURIComponent(slug)}`);
  };
  const names = new Intl.DisplayNames([locale()], { type: 'region' });
  const errorOf = (field: string) => trouble?.fields[field];

  return (
    <Doorway title={t('setUp.title')} hint={t('setUp.intro')} wide>
      <form className="form" onSubmit={(event) => void submit(event)}>
        <fieldset>
          <legend>{t('setUp.workspace')}</legend>
          <TextField
            label={t('setUp.workspaceName')}
            value={form.company}
            onChange={set('company')}
            error={errorOf('workspace.name')}
            autoComplete="organization"
            required
          />
          <TextField
            label={t('setUp.slug')}
            value={slug}
            onChange={(value) => set('slug')(slugOf(value))}
            hint={t('setUp.slugHint', { slug: slug || '…' })}
            error={errorOf('workspace.slug')}
            required
          />
          <div>
            <label className="label" htmlFor="country">
              {t('setUp.country')}
            </label>
            <div className="field">
              <select id="country" value={form.country} onChange={(event) => set('country')(event.target.value)}>
                {countries.map((code) => (
                  <option key={code} value={code}>
                    {names.of(code)}
                  </option>
                ))}
              </select>
            </div>
            <p className="hint">{t('setUp.countryHint')}</p>
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('setUp.operator')}</legend>
          <TextField
            label={t('setUp.name')}
            value={form.name}
            onChange={set('name')}
            error={errorOf('operator.name')}
            autoComplete="name"
            required
          />
          <TextField
            label={t('setUp.email')}
            type="email"
            value={form.email}
            onChange={set('email')}
            error={errorOf('operator.email')}
            autoComplete="username"
            required
          />
          <TextField
            label={t('setUp.password')}
            type="password"
            value={form.password}
            onChange={set('password')}
            hint={t('setUp.passwordHint')}
            error={errorOf('operator.password')}
            autoComplete="new-password"
            minLength={12}
            required
          />
        </fieldset>
        {trouble && (
          <p className="bad" role="alert">
            {t('setUp.failed')}. {trouble.message}
          </p>
        )}
        <button type="submit" className="btn ink lg" disabled={busy}>
          {t('setUp.submit')}
        </button>
      </form>
    </Doorway>
  );
}

/** The address of a workspace from the name of its company. */
function slugOf(name: string): string {
  return fold(name)
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-/u, '')
    .slice(0, 40);
}

async function post(path: string, body: unknown): Promise<{ message: string; fields: Record<string, string> } | null> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return null;
    const answer = (await response.json()) as { error?: { message?: string; fields?: Record<string, string> } };
    return { message: answer.error?.message ?? '', fields: answer.error?.fields ?? {} };
  } catch {
    return { message: '', fields: {} };
  }
}
