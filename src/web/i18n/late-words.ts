import i18next from 'i18next';
import type { enBegin } from './en-begin.ts';
import type { enBoard } from './en-board.ts';
import type { enContactImport } from './en-contact-import.ts';
import type { enDeskSettings } from './en-desk-settings.ts';
import type { enKeeping } from './en-keeping.ts';
import type { enKeys } from './en-keys.ts';
import type { enOperators } from './en-operators.ts';
import type { enOwn } from './en-own.ts';
import type { enRetention } from './en-retention.ts';
import type { enRouting } from './en-routing.ts';
import type { enSettings } from './en-settings.ts';
import type { enVisitors } from './en-visitors.ts';
import type { enWorkspace } from './en-workspace.ts';
import type { enWrapUp } from './en-wrap-up.ts';

/**
 * Adds English words that come with their room, and not with the first visit: called where the room is loaded, before it is shown. Czech is fetched
 * whole by those who choose it.
 */
export function addEnglish(
  words:
    | typeof enBegin
    | typeof enWrapUp
    | typeof enBoard
    | typeof enWorkspace
    | typeof enSettings
    | typeof enDeskSettings
    | typeof enRetention
    | typeof enRouting
    | typeof enContactImport
    | typeof enKeeping
    | typeof enKeys
    | typeof enOperators
    | typeof enOwn
    | typeof enVisitors,
): void {
  i18next.addResourceBundle('en', 'screen', words, true, true);
}
