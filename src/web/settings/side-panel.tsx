import { IconLock, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '../frame/key.tsx';
import { useKeys } from '../frame/keys.ts';

interface SidePanelProps {
  title: string;
  /** What stands before the title. */
  before?: ReactNode;
  /** How it is called for screen readers. */
  label: string;
  wide?: boolean;
  /** Room for two columns where the screen has it. */
  double?: boolean;
  /** Closing asks first when something is not saved. */
  onClose: () => void;
  children: ReactNode;
}

/** What stands open beside a list of settings: a bar with its name, and what scrolls below. Esc closes it. */
export function SidePanel({ title, before, label, wide, double, onClose, children }: SidePanelProps) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  // the Esc that closed a dialog over it was for that dialog
  useKeys({ escape: ({ target }) => !(target as Element).closest('[role="dialog"]') && onClose() });
  return (
    <aside
      ref={panel}
      className={`pane settings-panel ${wide ? 'wide' : ''} ${double ? 'double' : ''}`}
      aria-label={label}
      data-pane
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return;
        if (!event.currentTarget.contains(event.target as Node)) return; // from a dialog over it
        event.preventDefault(); // from a field too, where keys of the page do not act
        onClose();
      }}
    >
      <header className="bar">
        {before}
        <h2 className="cut">{title}</h2>
        <span className="grow" />
        <button
          type="button"
          className="ib"
          aria-label={t('frame.close')}
          title={`${t('frame.close')} (Esc)`}
          onClick={onClose}
        >
          <IconX aria-hidden />
        </button>
      </header>
      {children}
    </aside>
  );
}

interface PanelFootProps {
  mayManage: boolean;
  /** Who may, where that is not administrators alone. */
  readOnly?: string;
  saving: boolean;
  /** Nothing was changed, so there is nothing to save. */
  idle: boolean;
  /** What stands at the beginning, as Delete. */
  before?: ReactNode;
  onCancel: () => void;
}

/** The foot of a form beside a list: Delete, Cancel, Save; for those who may only look, that they may only look. */
export function PanelFoot({ mayManage, readOnly, saving, idle, before, onCancel }: PanelFootProps) {
  const { t } = useTranslation();
  if (!mayManage) {
    return (
      <footer className="settings-foot">
        <span className="row s12 t2">
          <IconLock className="i-14" aria-hidden />
          {readOnly ?? t('settings.readOnly')}
        </span>
      </footer>
    );
  }
  return (
    <footer className="settings-foot">
      {before}
      <span className="grow" />
      <button type="button" className="btn" onClick={onCancel}>
        {t('frame.cancel')}
      </button>
      <button type="submit" className="btn ink" disabled={idle || saving}>
        {saving ? t('settings.saving') : t('settings.save')} <Key of="save" />
      </button>
    </footer>
  );
}
