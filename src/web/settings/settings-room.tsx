import { Outlet, useMatchRoute } from '@tanstack/react-router';
import { enDeskSettings } from '../i18n/en-desk-settings.ts';
import { enKeeping } from '../i18n/en-keeping.ts';
import { enKeys } from '../i18n/en-keys.ts';
import { enOwn } from '../i18n/en-own.ts';
import { enRouting } from '../i18n/en-routing.ts';
import { enSettings } from '../i18n/en-settings.ts';
import { enWorkspace } from '../i18n/en-workspace.ts';
import { addEnglish } from '../i18n/late-words.ts';
import { SettingsNav } from './settings-nav.tsx';
import './settings.css';
import './settings-panel.css';
import './settings-table.css';
import './desk-settings.css';

addEnglish(enSettings);
addEnglish(enDeskSettings);
addEnglish(enWorkspace);
addEnglish(enRouting);
addEnglish(enKeeping);
addEnglish(enKeys);
addEnglish(enOwn);

/** Settings: its own list of sections on the left, the section that the address names beside it. On a small screen one of the two. */
export function SettingsRoom() {
  const atStart = Boolean(useMatchRoute()({ to: '/w/$slug/settings' }));
  return (
    <main className={`settings ${atStart ? 'at-start' : ''}`}>
      <SettingsNav atStart={atStart} />
      <Outlet />
    </main>
  );
}
