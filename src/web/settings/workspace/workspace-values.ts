import type { Workspace, WorkspaceEdit } from '#contract/workspace-routes.ts';
import type { Hours } from '#contract/workspace-settings.ts';
import { areWhole, readHours, usualHours } from '../hours/hours-values.ts';

/** The settings of the workspace as the form holds them. */
export interface WorkspaceValues {
  name: string;
  country: string;
  language: '' | 'en' | 'cs';
  isAlways: boolean;
  hours: Hours;
  holidays: Workspace['holidays'];
  places: string;
  /** By kind of channel; empty: no bound of its own. */
  kinds: Record<string, string>;
  maskCards: boolean;
  freeTags: boolean;
  callbackAttempts: number;
}

/** The settings as the form shows them. */
export function valuesOf(workspace: Workspace): WorkspaceValues {
  const { capacity, hours, country, language, name, holidays, maskCards, freeTags, callbackAttempts } = workspace;
  return {
    name,
    country: country ?? '',
    language: language ?? '',
    isAlways: hours === null,
    hours: hours ?? usualHours(),
    holidays,
    places: String(capacity.places),
    kinds: Object.fromEntries(Object.entries(capacity.kinds).map(([kind, most]) => [kind, String(most)])),
    maskCards,
    freeTags,
    callbackAttempts,
  };
}

/** What the API is told: only what was changed. */
export function editOf(changes: Partial<WorkspaceValues>, values: WorkspaceValues): WorkspaceEdit {
  const has = (...keys: (keyof WorkspaceValues)[]) => keys.some((key) => changes[key] !== undefined);
  return {
    ...(has('name') && { name: values.name.trim() }),
    ...(has('country') && { country: values.country || null }),
    ...(has('language') && { language: values.language || null }),
    ...(has('isAlways', 'hours') && { hours: values.isAlways ? null : readHours(values.hours) }),
    ...(has('holidays') && { holidays: values.holidays }),
    ...(has('places', 'kinds') && { capacity: { places: Number(values.places), kinds: kindsOf(values.kinds) } }),
    ...(has('maskCards') && { maskCards: values.maskCards }),
    ...(has('freeTags') && { freeTags: values.freeTags }),
    ...(has('callbackAttempts') && { callbackAttempts: values.callbackAttempts }),
  };
}

/** What takes an edit back. */
export function undoOf(before: Workspace, edit: WorkspaceEdit): WorkspaceEdit {
  const all: WorkspaceEdit = { ...before, language: before.language ?? null };
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in edit));
}

function kindsOf(kinds: Record<string, string>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, most]) => (most.trim() === '' ? [] : [[kind, Number(most)]])),
  );
}

/** What is wrong with the form, by its fields, as codes; empty when it may be saved. `kinds`: the kinds whose number is none. */
export function wrongWith(values: WorkspaceValues): {
  name?: 'noName';
  places?: 'badPlaces';
  hours?: true;
  kinds?: string[];
} {
  const kinds = Object.keys(values.kinds).filter((kind) => !isNumber(values.kinds[kind] ?? '', 0, true));
  return {
    ...(!values.name.trim() && { name: 'noName' }),
    ...(!isNumber(values.places, 1) && { places: 'badPlaces' }),
    ...(!values.isAlways && !areWhole(values.hours) && { hours: true }),
    ...(kinds.length > 0 && { kinds }),
  };
}

function isNumber(text: string, least: number, mayBeEmpty = false): boolean {
  if (text.trim() === '') return mayBeEmpty;
  return /^\d{1,3}$/u.test(text.trim()) && Number(text) >= least && Number(text) <= 100;
}
