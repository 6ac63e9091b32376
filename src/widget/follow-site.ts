import type { Here, WidgetSettings } from '#contract/widget.ts';
import { type Server, ServerError } from './server.ts';

type Hours = Pick<WidgetSettings, 'open' | 'opensAt' | 'closesAt'>;

interface Site {
  settings: WidgetSettings;
  server: Server;
  /** Begins a session where there is none. */
  session(): Promise<unknown>;
  /** The panel is open. */
  isOpen(): boolean;
  onChange(): void;
  /** The server knows the session no more. */
  onOver(): void;
}

/** Milliseconds. The desk counts a visitor as gone after 30 s without a sign. */
const times = { sign: 10_000, look: 60_000, most: 3_600_000 };

/**
 * That the visitor is on this page, for the desk, as far as the channel and the visitor allow it: while the page is looked at, without cookies. What comes back is
 * whether somebody is there and whether an operator says something first. Without it the hours alone are looked up while the panel is open, and when they change.
 */
export function followSite({ settings, server, session, isOpen, onChange, onOver }: Site) {
  let hours: Hours = settings;
  let invitation: Here['invitation'] = null;
  let [mayTell, hasTold, lookedAt] = [settings.seesVisitors === 'always' && !isPrivate(), false, Date.now()];
  let next: ReturnType<typeof setTimeout> | undefined;

  async function turn(): Promise<void> {
    clearTimeout(next);
    if (document.hidden) return;
    try {
      if (mayTell) await sign();
      else if (isOpen() || isDue(hours)) await look();
    } catch (error) {
      if (error instanceof ServerError && error.status === 401) onOver();
    }
    next = setTimeout(() => void turn(), mayTell ? times.sign : untilNext(hours));
  }

  async function sign(): Promise<void> {
    await session();
    const here = await server.post<Here>('here', { page: page() });
    hasTold = true;
    took(here);
    if (JSON.stringify(here.invitation) === JSON.stringify(invitation)) return;
    ({ invitation } = here);
    onChange();
  }

  async function look(): Promise<void> {
    lookedAt = Date.now();
    took(await server.get<WidgetSettings>('settings'));
  }

  function took({ open, opensAt, closesAt }: Hours): void {
    const isOther = open !== hours.open || opensAt !== hours.opensAt;
    hours = { open, opensAt, closesAt };
    if (isOther) onChange();
  }

  function leave(): void {
    clearTimeout(next);
    if (hasTold) server.leave('here', { page: page(), gone: true });
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? leave() : void turn()));
  addEventListener('pagehide', leave);
  setTimeout(() => void turn(), mayTell ? 0 : untilNext(hours));

  return {
    hours: () => hours,
    invitation: () => invitation,
    /** What was said first is answered. */
    answered() {
      invitation = null;
      onChange();
    },
    /** The panel was opened. */
    look() {
      if (!mayTell && Date.now() - lookedAt > times.sign) void look().catch(() => {});
    },
    /** What the site's own question to its visitor said. */
    consent(isGiven: boolean) {
      if (!isGiven) leave();
      mayTell = isGiven && settings.seesVisitors !== 'never';
      hasTold = hasTold && mayTell;
      void turn();
    },
  };
}

/** Global Privacy Control (https://w3c.github.io/gpc/): the visitor has said no already. */
function isPrivate(): boolean {
  return (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
}

/** What follows ? and # is the site's own business. */
function page(): { url: string; title: string } {
  return { url: location.origin + location.pathname, title: document.title.slice(0, 500) };
}

function changeOf({ open, opensAt, closesAt }: Hours): number {
  return Date.parse((open ? closesAt : opensAt) ?? '');
}

function isDue(hours: Hours): boolean {
  return changeOf(hours) <= Date.now();
}

/** A moment after the next change, and a minute at most while nobody knows of one. */
function untilNext(hours: Hours): number {
  const change = changeOf(hours) - Date.now() + 1_000;
  return Math.max(times.sign, Math.min(times.look, change > 0 ? change : times.look));
}
