import type { LoadedChannel } from './load-channel.ts';

/** Messages before this are of conversations that are over by now (R-DSK-2, as delivered). */
export function silentSince({ kind }: Pick<LoadedChannel, 'kind'>): Date {
  return new Date(Date.now() - (silence[kind] ?? silence.custom));
}

/** A conversation that has been silent for so long when it arrives is over, in milliseconds. */
const silence: Record<string, number> & { custom: number } = {
  webchat: 30 * 60_000,
  phone: 30 * 60_000,
  email: 14 * 86_400_000,
  custom: 24 * 3_600_000,
};
