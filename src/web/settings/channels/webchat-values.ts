import type { ChannelSettings } from '#contract/channel.ts';

/** What visitors meet on a web chat, as its form holds it: texts may be empty. */
export interface WebchatValues {
  isOpen: boolean;
  entryForm: string;
  offlineForm: string;
  callbackForm: string;
  seesVisitors: ChannelSettings['seesVisitors'];
  title: string;
  /** Empty: as delivered. */
  brand: string;
  remembers: ChannelSettings['remembers'];
  privacy: string;
  /** One site on each line; none: every site. */
  origins: string;
}

type Inside = Pick<
  ChannelSettings,
  | 'isOpen'
  | 'entryForm'
  | 'offlineForm'
  | 'callbackForm'
  | 'seesVisitors'
  | 'title'
  | 'brand'
  | 'remembers'
  | 'privacy'
  | 'allowedOrigins'
>;

/** The settings as the form shows them. */
export function webchatValuesOf(settings: Inside): WebchatValues {
  const { isOpen, entryForm, offlineForm, callbackForm, seesVisitors, title, brand, remembers, privacy } = settings;
  return {
    isOpen,
    remembers,
    entryForm: entryForm ?? '',
    offlineForm: offlineForm ?? '',
    callbackForm: callbackForm ?? '',
    seesVisitors,
    title: title ?? '',
    brand: brand ?? '',
    privacy: privacy ?? '',
    origins: settings.allowedOrigins.join('\n'),
  };
}

/** What the API is told of what was changed; null takes a setting back to what is delivered. */
export function webchatEditOf({ isOpen, remembers, seesVisitors, origins, ...texts }: Partial<WebchatValues>) {
  return {
    ...(isOpen !== undefined && { isOpen }),
    ...(remembers !== undefined && { remembers }),
    ...(seesVisitors !== undefined && { seesVisitors }),
    ...(origins !== undefined && { allowedOrigins: sitesIn(origins) }),
    ...Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text.trim() || null])),
  };
}

/** What is wrong, by its fields; empty when it may be saved. */
export function wrongWithWebchat({ privacy, origins }: WebchatValues): { privacy?: true; origins?: true } {
  return {
    ...(privacy.trim() && !/^https?:\/\/[^\s/]+\S*$/u.test(privacy.trim()) && { privacy: true as const }),
    ...(sitesIn(origins).some((site) => !/^https?:\/\/[^\s/]+$/u.test(site)) && { origins: true as const }),
  };
}

function sitesIn(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim().replace(/\/$/u, '')))].filter(Boolean);
}
