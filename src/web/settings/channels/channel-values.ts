import type { ChannelSettings } from '#contract/channel.ts';
import type { Trust } from '#contract/identifiers.ts';
import type { api } from '../../api.ts';
import { type EndingValues, endingEditOf, endingValuesOf, wrongWithEnding } from './ending-values.ts';
import { type WebchatValues, webchatEditOf, webchatValuesOf, wrongWithWebchat } from './webchat-values.ts';

export type OneChannel = Awaited<ReturnType<typeof api.channels.read>>;
export type ChannelEdit = Omit<Parameters<typeof api.channels.edit>[0], 'id'>;

/** A channel as its form holds it. */
export interface ChannelValues extends WebchatValues, EndingValues {
  name: string;
  enabled: boolean;
  linksFrom: Trust;
  /** Empty: what its kind allows. */
  ownTrust: Trust | '';
  otherTrust: Trust;
  automaticCard: ChannelSettings['automaticCard'];
  quietMonths: string;
}

export function valuesOf({ kind, name, enabled, settings }: OneChannel): ChannelValues {
  const { linksFrom, ownTrust = '', otherTrust, automaticCard, numberQuietMonths } = settings;
  return {
    ...webchatValuesOf(settings),
    ...endingValuesOf(kind, settings),
    name,
    enabled,
    linksFrom,
    ownTrust,
    otherTrust,
    automaticCard,
    quietMonths: String(numberQuietMonths),
  };
}

/** What the API is told: only what was changed. */
export function editOf(kind: string, changes: Partial<ChannelValues>): ChannelEdit {
  const { name, enabled, ownTrust, quietMonths, linksFrom, otherTrust, automaticCard, silence, reopen, ...webchat } =
    changes;
  const inside = {
    ...webchatEditOf(webchat),
    ...endingEditOf(kind, { silence, reopen }),
    ...(linksFrom !== undefined && { linksFrom }),
    ...(otherTrust !== undefined && { otherTrust }),
    ...(automaticCard !== undefined && { automaticCard }),
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
export function wrongWith(kind: string, { name, quietMonths, ...values }: ChannelValues): ChannelWrong {
  const months = Number(quietMonths);
  return {
    ...wrongWithWebchat(values),
    ...wrongWithEnding(kind, values),
    ...(!name.trim() && { name: true as const }),
    ...(!(Number.isInteger(months) && months >= 1 && months <= 600) && { quietMonths: true as const }),
  };
}

interface ChannelWrong extends ReturnType<typeof wrongWithWebchat>, ReturnType<typeof wrongWithEnding> {
  name?: true;
  quietMonths?: true;
}
