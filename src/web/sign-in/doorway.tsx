import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../frame/logo.tsx';
import { speak } from '../i18n/start.ts';
import './doorway.css';

/** A page before the workspace: one card on the desk, and the choice of language. */
export function Doorway({
  title,
  hint,
  wide,
  children,
}: {
  title: string;
  hint?: string;
  wide?: boolean;
  children: ReactNode;
}) {
  const { i18n } = useTranslation();
  return (
    <main className="doorway">
      <div className={`vcard door ${wide ? 'wide' : ''}`}>
        <Logo />
        <h1>{title}</h1>
        {hint && <p className="t2">{hint}</p>}
        {children}
      </div>
      <p className="s12 t3 row">
        <button
          type="button"
          className="textlink"
          lang="en"
          aria-pressed={i18n.language === 'en'}
          onClick={() => void speak('en')}
        >
          English
        </button>
        <button
          type="button"
          className="textlink"
          lang="cs"
          aria-pressed={i18n.language === 'cs'}
          onClick={() => void speak('cs')}
        >
          Čeština
        </button>
      </p>
    </main>
  );
}
