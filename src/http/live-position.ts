import type { announcedSince } from '#domain/live/announced-since.ts';

/** A place in the order of everything announced. */
export type Position = Parameters<typeof announcedSince>[2]['after'];

/** A position as the id of an event: transaction, row, and the second until which all was told. */
export function eventId({ xid, id, at }: Position): string {
  return `${xid}.${id}.${Math.floor(at.getTime() / 1_000)}`;
}

/** The position that an event's id names; null for anything else. */
export function positionOf(given: string): Position | null {
  const [, xid, id, seconds] =
    /^(\d{1,19})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,12})$/.exec(given) ?? [];
  return xid && id && seconds ? { xid, id, at: new Date(Number(seconds) * 1_000) } : null;
}
