import type { ChannelSettings } from '#contract/channel.ts';
import type { Trust } from '#contract/identifiers.ts';
import type { api } from '../../api.ts';

export type OneChannel = Awaited<ReturnType<typeof api.channels.read>>;
export type ChannelEdit = Omit<Parameters<typeof api.channels.edit>[0], 'id'>;

/** A channel as its form holds it. */
export interface ChannelValues {
  name: string;
  enabled: boolean;
  linksFrom: Trust;
  /** Empty: what its kind allows. */
  ownTrust: Trust | '';
  otherTrust: Trust;
  automaticCard: ChannelSettings['automaticCard'];
  quietMonths: string;
}

export function valuesOf({ name, enabled, settings }: OneChannel): ChannelValues {
  const { linksFrom, ownTrust = '', otherTrust, automaticCard, numberQuietMonths } = settings;
  return { name, enabled, linksFrom, ownTrust, otherTrust, automaticCard, quietMonths: String(numberQuietMonths) };
}

/** What the API is told: only what was changed. */
export function editOf({ name, enabled, ownTrust, quietMonths, ...settings }: Partial<ChannelValues>): ChannelEdit {
  const inside = {
    ...settings,
    ...(ownTrust !== undefined && { ownTrust: ownTrust || null }),
    ...(quietMonths !== undefined && { numberQuietMonths: Number(quietMonths) }),
  };
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(enabled !== undefined && { enabled }),
    ...(Object.keys(inside).length > 0 && { settings: inside }),
  };
}

/** The edit that takes another one back. */
export function undoOf(before: OneChannel, { name, enabled, settings = {} }: ChannelEdit): ChannelEdit {
  const were = Object.keys(settings).map((key) => [key, before.settings[key as keyof typeof settings] ?? null]);
  return {
    ...(name !== undefined && { name: before.name }),
    ...(enabled !== undefined && { enabled: before.enabled }),
    ...(were.length > 0 && { settings: Object.fromEntries(were) as ChannelEdit['settings'] }),
  };
}

/** What is wrong with a form, by its fields; empty when it may be saved. */
export function wrongWith({ name, quietMonths }: ChannelValues): { name?: true; quietMonths?: true } {
  const months = Number(quietMonths);
  return {
    ...(!name.trim() && { name: true as const }),
    ...(!(Number.isInteger(months) && months >= 1 && months <= 600) && { quietMonths: true as const }),
  };
}
