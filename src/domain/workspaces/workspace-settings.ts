import { Temporal } from 'temporal-polyfill';
import { WorkspaceSettings } from '#contract/workspace-settings.ts';
import type { Tx } from '#db/database.ts';

/** The settings of the workspace that the transaction is in, with what is delivered for those that nobody set. */
export async function readWorkspaceSettings(tx: Tx, workspaceId: string): Promise<WorkspaceSettings> {
  const { settings } = await tx
    .selectFrom('workspace')
    .select('settings')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return WorkspaceSettings.parse(settings);
}

/** The language of what the workspace says by itself: as set, else Czech in Czechia. */
export async function languageOfWorkspace(tx: Tx, workspaceId: string): Promise<'en' | 'cs'> {
  const { country, settings } = await tx
    .selectFrom('workspace')
    .select(['country', 'settings'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return WorkspaceSettings.parse(settings).language ?? (country === 'CZ' ? 'cs' : 'en');
}

/** The time zone by which the workspace's days go: that of its hours, else of its country where that has one alone, else of this machine. */
export async function dayZone(tx: Tx, workspaceId: string): Promise<string> {
  const { country, settings } = await tx
    .selectFrom('workspace')
    .select(['country', 'settings'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  const { hours } = WorkspaceSettings.parse(settings);
  return hours?.timeZone ?? zones[country ?? ''] ?? Temporal.Now.timeZoneId();
}

const zones: Record<string, string> = {
  AT: 'Europe/Vienna',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  GB: 'Europe/London',
  PL: 'Europe/Warsaw',
  SK: 'Europe/Bratislava',
};
