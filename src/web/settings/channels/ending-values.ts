import type { ChannelSettings } from '#contract/channel.ts';
import { endingAsDelivered } from '#contract/silence.ts';

/** When conversations of a channel end and are opened again (R-DSK-2), as its form holds it; empty: as delivered. */
export interface EndingValues {
  /** In the unit of its kind. */
  silence: string;
  /** Hours. */
  reopen: string;
}

/** In what the silence of a kind of channel is counted: in days where it lasts for weeks. */
export function silenceUnit(kind: string): { name: 'minutes' | 'hours' | 'days'; minutes: number } {
  const { silenceMinutes } = endingAsDelivered(kind);
  if (silenceMinutes < 60) return { name: 'minutes', minutes: 1 };
  return silenceMinutes <= day ? { name: 'hours', minutes: 60 } : { name: 'days', minutes: day };
}

const day = 24 * 60;

/** The longest silence, a year, and the longest time to be opened again, in hours. */
const most = { minutes: 365 * day, hours: 8_784 };

/** The longest silence in the unit of a kind. */
export function mostSilence(kind: string): number {
  return most.minutes / silenceUnit(kind).minutes;
}

export function endingValuesOf(
  kind: string,
  { silenceMinutes, reopenHours }: Pick<ChannelSettings, 'silenceMinutes' | 'reopenHours'>,
): EndingValues {
  const { minutes } = silenceUnit(kind);
  return {
    silence: silenceMinutes === undefined ? '' : String(Math.round((silenceMinutes / minutes) * 100) / 100),
    reopen: reopenHours === undefined ? '' : String(reopenHours),
  };
}

/** What the API is told of what was changed; null: as delivered. */
export function endingEditOf(kind: string, { silence, reopen }: { [Name in keyof EndingValues]: string | undefined }) {
  const minutes = Number(silence?.replace(',', '.')) * silenceUnit(kind).minutes;
  return {
    ...(silence !== undefined && { silenceMinutes: silence.trim() ? Math.max(1, Math.round(minutes)) : null }),
    ...(reopen !== undefined && { reopenHours: reopen.trim() ? Number(reopen) : null }),
  };
}

/** What is wrong, by its fields; empty when it may be saved. */
export function wrongWithEnding(kind: string, { silence, reopen }: EndingValues): { silence?: true; reopen?: true } {
  const length = Number(silence.replace(',', '.'));
  const hours = Number(reopen);
  return {
    ...(silence.trim() && !(length > 0 && length <= mostSilence(kind)) && { silence: true as const }),
    ...(reopen.trim() && !(Number.isInteger(hours) && hours >= 0 && hours <= most.hours) && { reopen: true as const }),
  };
}
