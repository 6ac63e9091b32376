import i18next from 'i18next';
import type { enContactImport } from './en-contact-import.ts';
import type { enDeskSettings } from './en-desk-settings.ts';
import type { enSettings } from './en-settings.ts';

/**
 * Adds English words that come with their room, and not with the first visit: called where the room is loaded, before it is shown. Czech is fetched
 * whole by those who choose it.
 */
export function addEnglish(words: typeof enSettings | typeof enDeskSettings | typeof enContactImport): void {
  i18next.addResourceBundle('en', 'screen', words, true, true);
}
